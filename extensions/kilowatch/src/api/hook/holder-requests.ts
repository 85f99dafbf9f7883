import type { Application } from 'express';
import { withholdToken } from '../holder-token.ts';
import type { RegisterFunctions } from '../directus.ts';

/**
 * Holders' links carry their secret in the address, and Directus logs addresses: it is taken out before. What they lead to
 * tells no other site where somebody came from.
 */
export function registerHolderRequests({ init }: RegisterFunctions): void {
	init('middlewares.before', ({ app }) => {
		(app as Application).use((request, response, next) => {
			if (withholdToken(request)) response.setHeader('Referrer-Policy', 'no-referrer');
			next();
		});
	});
}
