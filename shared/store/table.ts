/** Names of the table's own attributes: the only ones that infra knows. */
export const partitionKey = 'pk';
export const sortKey = 'sk';
export const ttlAttribute = 'ttl';
