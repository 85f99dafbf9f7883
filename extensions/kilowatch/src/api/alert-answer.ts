import { alertSentences } from '../shared/alert-texts/alert-sentences.ts';
import type { Alert } from '../shared/http-contract/alerts.ts';
import type { Language } from '../shared/languages.ts';
import type { ListedAlert } from '../storage/alerts/list-alerts.ts';

/** An alert as its reader may see it: of a natural person's meter by the day, unless the reader may see personal data. */
export function alertAnswer(
	{ alert: listed, personal, details }: ListedAlert,
	reader: { mayReadPersonalData: boolean; mayUpdate: boolean; language: Language | undefined },
): Alert {
	const fine =
		details && reader.mayReadPersonalData
			? {
					from: details.period_from,
					until: details.period_until,
					observed: details.observed,
					expected: details.expected,
					ratio: details.ratio,
					energy_wh: details.energy_impact,
					cost_euros: details.cost_impact,
					explanation: details.explanation,
				}
			: {};
	const alert: Alert = {
		...listed,
		...fine,
		is_coarse: personal && !reader.mayReadPersonalData,
		may_update: reader.mayUpdate,
	};

	return reader.language ? { ...alert, sentences: alertSentences(alert, reader.language) } : alert;
}
