import type { Alert } from '../../../shared/http-contract/alerts.ts';
import type { Translator } from '../../locales/translate.ts';
import { instantText } from './alert-view.ts';

export interface LifeEvent {
	at: string;
	what: string;
}

/** What has happened to an alert, the first thing first. */
export function alertLife(alert: Alert, { text, locale }: Translator): LifeEvent[] {
	const closed =
		alert.close_reason === null
			? text('alerts.closedText')
			: text(`alerts.closeReasons.${alert.close_reason}`);
	const judged =
		alert.verdict === null
			? ''
			: text('alerts.judgedAt', { verdict: text(`alerts.verdicts.${alert.verdict}`) });
	const events: { at: string | null; what: string }[] = [
		{ at: alert.created_at, what: text('alerts.raisedAt') },
		{ at: alert.acknowledged_at, what: text('alerts.acknowledgedAt') },
		{ at: alert.verdict === null ? null : alert.verdict_at, what: judged },
		{ at: alert.status === 'closed' ? alert.closed_at : null, what: closed },
	];

	return events
		.flatMap(({ at, what }) => (at === null ? [] : [{ at, what }]))
		.sort((one, other) => Date.parse(one.at) - Date.parse(other.at))
		.map(({ at, what }) => ({ at: instantText(at, locale), what }));
}
