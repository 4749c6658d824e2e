import { areaHandler } from '../../shared/lambda/area-handler.ts';
import { deleteMember } from './delete-member.ts';
import { postMembers } from './post-members.ts';
import { putMember } from './put-member.ts';

/** Audiences: which wallets are members. */
export const verbs = [putMember, deleteMember, postMembers];
export const handler = areaHandler(verbs);
