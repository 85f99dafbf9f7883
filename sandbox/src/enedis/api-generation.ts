import type { MiddlewareHandler } from 'hono';
import { z } from 'zod';

/** The generations of the operator's API that are served: the old one was cut weeks after the new one came. */
export const apiGenerationSchema = z.enum(['2026', 'v5', 'both']);

export type ApiGeneration = z.infer<typeof apiGenerationSchema>;

/** Which generations are served; may change while the sandbox runs. */
export interface ServedApi {
	generation: ApiGeneration;
}

const pathOfGeneration = {
	'2026':
		/^\/(mesure_synchrone|situation_contrat|synth_contrat|comptage|donnees_generales|alimentation)_auto\//,
	v5: /^\/(metering_data|customers)_[a-z]+\/v5\//,
};

/**
 * Answers 404 on the paths of a generation that is cut.
 *
 * With what status the operator answers there is not confirmed; 410 would be as likely.
 */
export const serveGeneration =
	(served: ServedApi): MiddlewareHandler =>
	async (context, next) => {
		const isCut = (generation: '2026' | 'v5'): boolean =>
			served.generation !== 'both' &&
			served.generation !== generation &&
			pathOfGeneration[generation].test(context.req.path);
		if (isCut('2026') || isCut('v5')) return context.notFound();

		await next();
	};
