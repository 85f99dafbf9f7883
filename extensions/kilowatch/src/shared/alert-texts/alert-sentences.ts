import { addDays } from '../../domain/local-days.ts';
import type { AlertRule } from '../alert-rules.ts';
import type { AlertExplanation, StateExplanation } from '../http-contract/alerts.ts';
import type { Language } from '../languages.ts';
import type { AlertTexts } from './alert-texts.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';
import { nl } from './nl.ts';

export const alertTexts: Readonly<Record<Language, AlertTexts>> = { en, fr, nl, de };

/** What sentences are made of: an alert as it is stored. */
export interface ToldAlert {
	rule: AlertRule;
	/** Wh, or VA */
	observed: number | null;
	expected: number | null;
	explanation: AlertExplanation | StateExplanation | null;
}

/** An alert in one line, without its building: what was found, when, and how much of it. */
export function alertHeadline(alert: ToldAlert, language: Language): string {
	const texts = alertTexts[language];
	const { rule, observed, expected, explanation } = alert;
	const name = texts.rules[rule];
	if (!explanation) return name;
	if ('since' in explanation) {
		const { since, until, attempts } = explanation;

		return until === null
			? texts.says(name, texts.failingSince(day(since, texts), attempts))
			: texts.says(name, texts.consentUntil(day(until, texts)));
	}
	const { from, to, days, hours } = explanation;
	const last = addDays(to, -1);
	const span = days > 1 || from !== last;
	const when = span ? texts.fromTo(day(from, texts), day(last, texts)) : texts.onDay(day(from, texts));
	const clock = hours && !span ? ` ${hours.from}–${hours.until}` : '';

	const found = `${name} ${when}${clock}`;
	const amount = amountOf(rule, observed, expected, texts);

	return amount === undefined ? found : texts.says(found, amount);
}

/** All that is known of why an alert came, a sentence each; the first is its headline. */
export function alertSentences(alert: ToldAlert, language: Language): string[] {
	const texts = alertTexts[language];
	const { explanation } = alert;
	const sentences = [`${alertHeadline(alert, language)}.`];
	if (!explanation || 'since' in explanation) return sentences;
	const { excess, day: lastDay, former_weeks, completeness, cost, kgco2 } = explanation;
	if (excess) {
		const percent = excess.excess_wh / (excess.observed_wh - excess.excess_wh);
		const say = excess.excess_wh < 0 ? texts.belowAverageDay : texts.aboveAverageDay;
		sentences.push(say(energy(Math.abs(excess.excess_wh), texts), share(Math.abs(percent), texts)));
		const { weekday_wh, cold_wh, night_wh, unexplained_wh } = excess.parts;
		const parts = [
			texts.parts.weekday(signed(weekday_wh, texts)),
			...(cold_wh === null ? [] : [texts.parts.cold(signed(cold_wh, texts))]),
			...(night_wh === null ? [] : [texts.parts.night(signed(night_wh, texts))]),
			texts.parts.unexplained(signed(unexplained_wh, texts)),
		];
		sentences.push(`${texts.ofThat} ${parts.join(', ')}.`);
	}
	if (lastDay && former_weeks.some(({ wh }) => wh !== null)) {
		const known = (wh: number | null) => (wh === null ? texts.notKnown : energy(wh, texts));
		sentences.push(texts.formerWeeks(known(lastDay.wh), former_weeks.map(({ wh }) => known(wh)).join(', ')));
	}
	if (completeness < 1) sentences.push(texts.completeness(share(completeness, texts)));
	if (cost) {
		sentences.push(texts.cost(euros(cost.euros, texts), `${euros(cost.euros_per_kwh, texts)}/kWh`));
	}
	if (kgco2 !== null) sentences.push(texts.carbon(`${number(kgco2, texts)} kg`));

	return sentences;
}

function amountOf(
	rule: AlertRule,
	observed: number | null,
	expected: number | null,
	texts: AlertTexts,
): string | undefined {
	if (observed === null || expected === null || expected === 0 || rule.startsWith('data-')) return undefined;
	if (rule === 'subscribed-power') {
		return texts.powerAbove(
			`${number(observed / 1000, texts, 1)} kVA`,
			`${number(expected / 1000, texts, 1)} kVA`,
		);
	}

	return texts.aboveExpected(energy(observed - expected, texts), share(observed / expected - 1, texts));
}

function energy(wh: number, texts: AlertTexts): string {
	const kwh = wh / 1000;

	return `${number(kwh, texts, Math.abs(kwh) < 10 ? 1 : 0)} kWh`;
}

function signed(wh: number, texts: AlertTexts): string {
	return `${wh < 0 ? '−' : '+'}${energy(Math.abs(wh), texts)}`;
}

function share(part: number, { locale }: AlertTexts): string {
	return new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 }).format(part);
}

function euros(amount: number, { locale }: AlertTexts): string {
	return new Intl.NumberFormat(locale, { style: 'currency', currency: 'EUR' }).format(amount);
}

function number(value: number, { locale }: AlertTexts, digits = 0): string {
	return new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(value);
}

function day(date: string, { locale }: AlertTexts): string {
	return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(
		new Date(`${date}T00:00:00Z`),
	);
}
