import type { Severity } from '../../domain/alerts/rule-names.ts';
import type { AlertRule } from '../alert-rules.ts';

/** How alerts are told in one language. Numbers and dates come in written already. */
export interface AlertTexts {
	/** for `Intl` */
	locale: string;
	/** what a rule found, as the beginning of a message: a noun */
	rules: Readonly<Record<AlertRule, string>>;
	severities: Readonly<Record<Severity, string>>;
	/** joins what was found and how much of it */
	says: (what: string, facts: string) => string;
	/** when: one day, or from the first to the last one */
	onDay: (date: string) => string;
	fromTo: (from: string, to: string) => string;
	/** against what the rule expected */
	aboveExpected: (energy: string, percent: string) => string;
	powerAbove: (observed: string, expected: string) => string;
	aboveAverageDay: (energy: string, percent: string) => string;
	belowAverageDay: (energy: string, percent: string) => string;
	/** before the parts */
	ofThat: string;
	parts: Readonly<Record<'weekday' | 'cold' | 'night' | 'unexplained', (energy: string) => string>>;
	formerWeeks: (day: string, former: string) => string;
	notKnown: string;
	completeness: (percent: string) => string;
	cost: (euros: string, price: string) => string;
	carbon: (kilograms: string) => string;
	failingSince: (date: string, nights: number) => string;
	consentUntil: (date: string) => string;
	subject: (alerts: number) => string;
	opened: string;
	worse: string;
	more: (alerts: number) => string;
	hint: string;
	open: string;
}
