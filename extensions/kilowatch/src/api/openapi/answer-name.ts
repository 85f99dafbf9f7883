import type { contractSchemas } from './contract-schemas.ts';

/** The types of answers in `shared/http-contract/`: a new one is known here after `npm run generate`. */
export type AnswerName = Extract<keyof typeof contractSchemas, `${string}Answer`>;
