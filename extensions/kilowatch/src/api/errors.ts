import { createError } from '@directus/errors';
import { errorCodes, type ErrorCode } from '../shared/error-codes.ts';

const statuses: Readonly<Record<ErrorCode, number>> = {
	[errorCodes.implausibleValue]: 400,
	[errorCodes.readingKey]: 400,
	[errorCodes.beyondRetention]: 400,
	[errorCodes.protected]: 400,
	[errorCodes.invalidRequest]: 400,
	[errorCodes.pointId]: 400,
	[errorCodes.linesRefused]: 400,
	[errorCodes.noManager]: 400,
	[errorCodes.fileLayout]: 400,
	[errorCodes.otherPoint]: 400,
	[errorCodes.fileMissing]: 400,
	[errorCodes.otherDevice]: 400,
	[errorCodes.alertSettings]: 400,
	[errorCodes.exportTooLarge]: 400,
	[errorCodes.fileTooLarge]: 413,
	[errorCodes.conflict]: 409,
	[errorCodes.consentState]: 409,
	[errorCodes.providerOff]: 503,
	[errorCodes.publicUrl]: 503,
	[errorCodes.notInstalled]: 503,
};

/** The status with which an error of ours is answered. */
export function statusOf(code: ErrorCode): number {
	return statuses[code];
}

/**
 * An error as Directus answers it, with one of our stable codes.
 *
 * @param extensions what is told beside the code
 */
export function kilowatchError(code: ErrorCode, message: string, extensions: object = {}): Error {
	const KilowatchError = createError<object>(code, message, statuses[code]);

	return new KilowatchError(extensions);
}
