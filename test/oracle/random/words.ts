/** The few words that random rulesets and baskets share, so that they meet often. */
export const skus = ['s1', 's2', 's3', 's4'];
export const sets = { bio: ['s1', 's2'], local: ['s3'], none: [] };
export const setNames = Object.keys(sets);
export const brands = ['', 'x', 'y'];
export const categories = ['', 'food', 'fuel', 'books'];
/** A till's own code; what it stands for is up to the ruleset. */
export const tillCode = 'R12';
export const attributes = ['bio', 'eco'];
export const merchants = ['zara', 'sushi', 'cineplex'];
export const sectorOf: Readonly<Record<string, string>> = { zara: 'fashion', sushi: 'restaurant', cineplex: 'cinema' };
export const sectors = Object.values(sectorOf);
export const assets = ['cashback', 'cashback', 'cashback', 'points', 'sponsor'];
export const channels = ['store', 'web', 'click_collect', 'app'];
/** '' where the till did not say. */
export const stores = ['', 'paris-1', 'paris-2'];
export const tenders = ['card', 'cash', 'mealVoucher', 'giftCard', 'otherWallet', 'other'];
/** Where clocks change by an hour, by half an hour, at midnight, and never. */
export const zones = [
  'Europe/Paris',
  'Europe/Paris',
  'Europe/Paris',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Beirut',
  'America/Havana',
  'Asia/Kathmandu',
  'UTC',
];
export const windows = ['day', 'week', 'month', 'year', 'ever'];
/** What members activate, campaigns of the case among them, and the audiences they are in. */
export const campaigns = ['cmp_a', 'cmp_b'];
export const optIns = [...campaigns, 'cmp_elsewhere'];
export const audiences = ['hr-acme', 'sponsor:acme', 'vip'];
export const wallets = ['wal_1', 'wal_2', 'wal_3', 'wal_4', 'wal_5'];
