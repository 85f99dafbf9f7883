import type { AlertExplanation } from '../../../shared/http-contract/alerts.ts';

/** Where the difference to an average day can come from. */
export const causeNames = ['weekday', 'cold', 'night', 'unexplained'] as const;

export type CauseName = (typeof causeNames)[number];

export interface Cause {
	name: CauseName;
	/** negative where it made the consumption smaller */
	wh: number;
	/** of what average days would have used, 0.1 is a tenth; null where that is nothing */
	share: number | null;
	/** from −1 to 1: its size beside the largest */
	size: number;
}

/** The parts of an alert's excess that are told, in the order in which they are subtracted. */
export function explainedCauses({ excess }: AlertExplanation): Cause[] {
	if (excess === null) return [];
	const { weekday_wh, cold_wh, night_wh, unexplained_wh } = excess.parts;
	const energies: Record<CauseName, number | null> = {
		weekday: weekday_wh,
		cold: cold_wh,
		night: night_wh,
		unexplained: unexplained_wh,
	};
	const usual = excess.observed_wh - excess.excess_wh;
	const told = causeNames.flatMap((name) => {
		const wh = energies[name];

		return wh === null ? [] : [{ name, wh }];
	});
	const largest = Math.max(...told.map(({ wh }) => Math.abs(wh)));

	return told.map(({ name, wh }) => ({
		name,
		wh,
		share: usual > 0 ? wh / usual : null,
		size: largest === 0 ? 0 : wh / largest,
	}));
}

export interface ComparedDay {
	date: string;
	wh: number | null;
	/** the day that the alert speaks of */
	isAlert: boolean;
	/** from 0 to 1: its size beside the largest */
	size: number;
}

/** The alert's last day and the same weekday of the weeks before, the latest first; none where nothing is known of those. */
export function comparedDays({ day, former_weeks: former }: AlertExplanation): ComparedDay[] {
	if (day === null || former.every(({ wh }) => wh === null)) return [];
	const days = [day, ...former];
	const largest = Math.max(...days.map(({ wh }) => wh ?? 0));

	return days.map(({ date, wh }, index) => ({
		date,
		wh,
		isAlert: index === 0,
		size: largest === 0 || wh === null ? 0 : wh / largest,
	}));
}
