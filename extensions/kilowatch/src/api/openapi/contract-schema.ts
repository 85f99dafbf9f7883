/** A JSON Schema (2020-12) as it is written into the document. */
export type ContractSchema = Readonly<Record<string, unknown>>;
