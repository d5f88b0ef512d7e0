/** Makes a UUIDv7 (RFC 9562 §5.7), lower case. The composition root gives it; flows and stores make no identifiers of their own. */
export type NewId = () => string
