import { errorCodes } from '../../shared/error-codes.ts';
import type { MessagePath } from '../locales/messages.ts';
import type { Translator } from '../locales/translate.ts';

/** Why a request gave nothing: the server's own code and sentence, or none when it did not answer. */
export interface RequestFailure {
	status: number | undefined;
	code: string | undefined;
	message: string;
}

const sentences: Readonly<Record<string, MessagePath>> = {
	FORBIDDEN: 'errors.forbidden',
	ROUTE_NOT_FOUND: 'errors.notInstalled',
	SERVICE_UNAVAILABLE: 'errors.busy',
	REQUESTS_EXCEEDED: 'errors.busy',
	[errorCodes.notInstalled]: 'errors.notInstalled',
	[errorCodes.providerOff]: 'errors.providerOff',
	[errorCodes.pointId]: 'errors.pointId',
	[errorCodes.conflict]: 'errors.conflict',
	[errorCodes.consentState]: 'errors.consentState',
	[errorCodes.fileLayout]: 'errors.fileLayout',
	[errorCodes.fileTooLarge]: 'errors.fileTooLarge',
	[errorCodes.fileMissing]: 'errors.fileMissing',
	[errorCodes.linesRefused]: 'errors.linesRefused',
	[errorCodes.publicUrl]: 'errors.publicUrl',
	[errorCodes.noManager]: 'errors.noManager',
	[errorCodes.alertSettings]: 'errors.alertSettings',
	[errorCodes.invalidRequest]: 'errors.invalidRequest',
};

/** What a rejected request of the app's HTTP client says; anything else that was thrown keeps its message. */
export function failureOf(error: unknown): RequestFailure {
	const response = field(error, 'response');
	const answered = field(field(field(response, 'data'), 'errors'), '0');
	const status = field(response, 'status');
	const code = field(field(answered, 'extensions'), 'code');
	const message = field(answered, 'message') ?? field(error, 'message');

	return {
		status: typeof status === 'number' ? status : undefined,
		code: typeof code === 'string' ? code : undefined,
		message: typeof message === 'string' ? message : String(error),
	};
}

/** As {@link failureOf}, of a request for a file: the server's words came as one, too. */
export async function failureOfFile(error: unknown): Promise<RequestFailure> {
	const response = field(error, 'response');
	const data = field(response, 'data');
	if (!(data instanceof Blob)) return failureOf(error);
	const body: unknown = await data
		.text()
		.then((content) => JSON.parse(content) as unknown)
		.catch(() => undefined);

	return failureOf({
		response: { status: field(response, 'status'), data: body },
		message: field(error, 'message'),
	});
}

/** A failure as a sentence for people. */
export function explain(failure: RequestFailure, { text }: Translator): string {
	if (failure.status === undefined) return text('errors.network');
	const path = sentences[failure.code ?? ''] ?? 'errors.other';

	return text(path, { message: failure.message });
}

function field(value: unknown, name: string): unknown {
	return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
