import type { errorCodes } from '../shared/error-codes.ts';

type ConsentErrorCode = (typeof errorCodes)[
	'invalidRequest' | 'providerOff' | 'pointId' | 'conflict' | 'consentState' | 'fileLayout' | 'linesRefused'];

/** Why a meter cannot be connected, in a stable code and a sentence that says what to do. */
export class ConsentError extends Error {
	override readonly name = 'ConsentError';
	readonly code: ConsentErrorCode;

	constructor(code: ConsentErrorCode, message: string) {
		super(message);
		this.code = code;
	}
}
