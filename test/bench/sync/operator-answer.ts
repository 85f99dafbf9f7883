import { DateTime } from 'luxon';
import { localDays } from '../../../extensions/kilowatch/src/domain/local-days.ts';

const ZONE = 'Europe/Paris';
const HALF_HOUR_SECONDS = 1800;

/** A measure of `mesure_synchrone_auto` as the operator answers it in 2026. */
interface AnsweredMeasure {
	grandeurMetier: 'CONS' | 'PROD';
	grandeurPhysique: 'EA' | 'PA' | 'PMA';
	unite: 'Wh' | 'W' | 'VA';
}

export const curveMeasure: AnsweredMeasure = {
	grandeurMetier: 'CONS',
	grandeurPhysique: 'PA',
	unite: 'W',
};

export const answeredMeasures: Readonly<Record<string, AnsweredMeasure>> = {
	consommation_quotidienne: { grandeurMetier: 'CONS', grandeurPhysique: 'EA', unite: 'Wh' },
	courbe_de_charge_consommation: curveMeasure,
	puissance_conso_max_quotidienne: { grandeurMetier: 'CONS', grandeurPhysique: 'PMA', unite: 'VA' },
};

interface Point {
	v: string;
	d: string;
	p?: string;
	n?: string;
}

/** What a call brings, but for the point's id, which stands in the place of `{idPrm}`. */
export function answerTemplate(
	measure: AnsweredMeasure,
	from: string,
	to: string,
	powerAt = (startSeconds: number) => 200 + (startSeconds % 7919),
): string {
	const isCurve = measure.grandeurPhysique === 'PA';

	return JSON.stringify({
		idPrm: POINT_ID,
		etapeMetier: 'BRUT',
		periode: { dateDebut: from, dateFin: to },
		...(isCurve ? { modeCalcul: 'MESURE' } : { typeValeur: 'GLOBALE', modeCalcul: 'DIFF.INDEX', pas: 'P1D' }),
		grandeur: [
			{ ...measure, points: isCurve ? curve(from, to, powerAt) : days(measure, from, to), calendrier: [] },
		],
		contexte: [],
	});
}

export const POINT_ID = '{idPrm}';

function curve(from: string, to: string, powerAt: (startSeconds: number) => number): Point[] {
	return localDays(from, to, ZONE).flatMap(({ startSeconds, endSeconds }) =>
		Array.from({ length: (endSeconds - startSeconds) / HALF_HOUR_SECONDS }, (_, index): Point => {
			const start = startSeconds + index * HALF_HOUR_SECONDS;
			const end = DateTime.fromSeconds(start + HALF_HOUR_SECONDS, { zone: ZONE });

			return { v: String(powerAt(start)), d: end.toFormat('yyyy-MM-dd HH:mm:ss'), p: 'PT30M', n: 'B' };
		}),
	);
}

function days({ grandeurPhysique }: AnsweredMeasure, from: string, to: string): Point[] {
	return localDays(from, to, ZONE).map(({ date }, index) => ({
		v: String(8000 + index),
		d: grandeurPhysique === 'PMA' ? `${date} 19:04:00` : date,
	}));
}
