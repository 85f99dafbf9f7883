import type { Context } from 'hono';
import type { Faults } from '../faults.ts';

/** A measure's answer, or what the meter's faults make of it. */
export function answerMeasure(context: Context, body: object, faults: Faults): Response {
	const answer = faults.isUnknownShape ? { statut: 'OK', resultat: { lignes: [['2026', 1, 2.5]] } } : body;
	if (!faults.isOctetStream) return context.json(answer);

	return context.body(JSON.stringify(answer), 200, { 'content-type': 'application/octet-stream' });
}
