import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';

/** All occur at the operator: its services' own, the Swagger's, which its gateway uses too, and a plain sentence. */
type Shape = 'error' | 'code' | 'text';

/** What the operator answers instead of data. */
export class Refusal extends Error {
	readonly status: ContentfulStatusCode;
	readonly code: string;
	readonly shape: Shape;

	constructor(status: ContentfulStatusCode, code: string, description: string, shape: Shape = 'error') {
		super(description);
		this.status = status;
		this.code = code;
		this.shape = shape;
	}
}

/** The answer for whatever a route threw; an error of the sandbox itself is passed on. */
export function answerRefusal(error: Error, context: Context): Response {
	if (!(error instanceof Refusal)) throw error;
	const { status, code, shape, message } = error;
	if (shape === 'text') return context.text(message, status);

	return shape === 'error'
		? context.json({ error: code, error_description: message }, status)
		: context.json({ code, message }, status);
}

/** The gateway's answer to a missing, unknown or expired token. */
export const invalidCredentials = (): Refusal => new Refusal(401, '900901', 'Invalid Credentials', 'code');
