import type { Severity } from '../../../domain/alerts/rule-names.ts';
import { addDays } from '../../../domain/local-days.ts';
import { alertTexts } from '../../../shared/alert-texts/alert-sentences.ts';
import type { AlertRule, AlertStatus } from '../../../shared/alert-rules.ts';
import type { Alert } from '../../../shared/http-contract/alerts.ts';
import { languageOf } from '../../../shared/languages.ts';
import type { Figure } from '../../charts/chart-view.ts';
import { formatDate, formatInstant } from '../../format/dates.ts';
import { formatEuros, formatQuantity, formatShare } from '../../format/quantity.ts';
import type { Translator } from '../../locales/translate.ts';

/** Symbols beside the words: severity and state are never told by colour alone. */
export const severityIcons: Readonly<Record<Severity, string>> = {
	minor: 'info',
	major: 'warning',
	critical: 'error',
};

export const statusIcons: Readonly<Record<AlertStatus, string>> = {
	open: 'notifications_active',
	acknowledged: 'visibility',
	closed: 'check_circle',
};

/** What a rule finds, as it is called everywhere else in that language. */
export function ruleText(rule: AlertRule, locale: string): string {
	return alertTexts[languageOf(locale)].rules[rule];
}

/** An alert in one sentence: the server's, else what its rule is called. */
export function headlineOf({ sentences, rule }: Alert, locale: string): string {
	return sentences?.[0] ?? ruleText(rule, locale);
}

/** The local days that an alert speaks of; of one that says none, when it begins. */
export function whenText({ explanation, from }: Alert, { locale, text }: Translator): string {
	if (explanation === null) return formatInstant(from, locale, localZone());
	if ('since' in explanation) return text('alerts.since', { date: formatDate(explanation.since, locale) });
	const last = addDays(explanation.to, -1);
	const { hours } = explanation;
	if (explanation.from === last) {
		const date = formatDate(last, locale);

		return hours === null ? date : `${date}, ${hours.from}–${hours.until}`;
	}

	return `${formatDate(explanation.from, locale)} – ${formatDate(last, locale)}`;
}

/** An instant of the alert's life, on the clock of who reads it. */
export function instantText(instant: string, locale: string): string {
	return formatInstant(instant, locale, localZone());
}

/** A measured or expected value with the unit that the rule speaks in; undefined where there is none. */
export function amountText(
	alert: Pick<Alert, 'rule'>,
	value: number | null,
	{ locale, count }: Translator,
): string | undefined {
	if (value === null) return undefined;
	switch (alert.rule) {
		case 'subscribed-power':
			return formatQuantity(value, 'VA', locale);
		case 'data-missing':
			return count('alerts.hours', value);
		default:
			return formatQuantity(value, 'Wh', locale);
	}
}

/** What an alert costs, in euros and CO₂, as far as it is known. */
export function stakeTexts({ cost_euros: euros, kgco2 }: Alert, locale: string): string[] {
	return [
		...(euros === null ? [] : [formatEuros(euros, locale)]),
		...(kgco2 === null
			? []
			: [`${new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }).format(kgco2)}\u00a0kg\u00a0CO₂`]),
	];
}

/** All numbers of an alert that are known, for its details. */
export function alertFigures(alert: Alert, translator: Translator): Figure[] {
	const { text, count, locale } = translator;
	const { explanation, ratio } = alert;
	const facts = explanation !== null && 'days' in explanation ? explanation : undefined;
	const observed = amountText(alert, alert.observed, translator);
	const expected = amountText(alert, alert.expected, translator);
	const euros = alert.cost_euros === null ? undefined : formatEuros(alert.cost_euros, locale);
	const price = facts?.cost ? `${formatEuros(facts.cost.euros_per_kwh, locale)}/kWh` : undefined;
	const figures: (Figure | undefined)[] = [
		observed === undefined ? undefined : { label: text('alerts.observed'), value: observed, note: '' },
		expected === undefined
			? undefined
			: {
					label: text(alert.rule === 'subscribed-power' ? 'figures.subscribedPower' : 'alerts.expected'),
					value: expected,
					note: '',
				},
		alert.energy_wh === null
			? undefined
			: {
					label: text('alerts.tooMuch'),
					value: formatQuantity(alert.energy_wh, 'Wh', locale),
					note: ratio === null || ratio <= 1 ? '' : `+${formatShare(ratio - 1, locale)}`,
				},
		euros === undefined
			? undefined
			: {
					label: text('alerts.cost'),
					value: euros,
					note: price === undefined ? '' : text('alerts.costNote', { price }),
				},
		alert.kgco2 === null
			? undefined
			: {
					label: text('alerts.carbon'),
					value: stakeTexts({ ...alert, cost_euros: null }, locale)[0] ?? '',
					note: '',
				},
		alert.days === null
			? undefined
			: { label: text('alerts.duration'), value: count('alerts.days', alert.days), note: '' },
		facts === undefined
			? undefined
			: {
					label: text('alerts.completeness'),
					value: formatShare(facts.completeness, locale),
					note: text('alerts.completenessNote'),
				},
	];

	return figures.filter((figure) => figure !== undefined);
}

function localZone(): string {
	return Intl.DateTimeFormat().resolvedOptions().timeZone;
}
