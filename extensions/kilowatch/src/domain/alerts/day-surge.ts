import { HOURS_PER_DAY } from './hour-grid.ts';
import { hourOfGrid, meanOfHours, type JudgedDay } from './judged-day.ts';
import type { Rule } from './rule.ts';
import type { AlertSettings } from './settings.ts';
import { UsualLevel } from './usual-level.ts';

const HOURS_PER_PART = 3;
const PARTS = HOURS_PER_DAY / HOURS_PER_PART;
/** So many of the eight parts may be as usual. */
const USUAL_PARTS = 2;

/**
 * A day on which six of its eight parts of three hours each lie above what is usual for them. One busy afternoon does not make
 * such a day, nor does a warm one; a heating that does not stop does.
 */
export function daySurge(settings: AlertSettings['day-surge']): Rule {
	const parts = Array.from({ length: PARTS }, () => new UsualLevel({ leastSpread: 0.04 }));
	const scores = new Float64Array(PARTS);
	const logOf = ({ kwh }: JudgedDay, part: number) =>
		Math.log(meanOfHours(kwh, part * HOURS_PER_PART, (part + 1) * HOURS_PER_PART) || NaN);

	return {
		judge: (day) => {
			let observed = 0;
			let expected = 0;
			for (const [part, usual] of parts.entries()) {
				const value = logOf(day, part);
				const judged = usual.judge(value, day);
				if (judged === undefined) return undefined;
				scores[part] = judged.score;
				observed += Math.exp(value) * HOURS_PER_PART;
				expected += Math.exp(judged.expected) * HOURS_PER_PART;
			}
			scores.sort();
			const score = scores[USUAL_PARTS] ?? 0;
			if (score < settings.score || observed < expected * settings.factor) return undefined;
			if (observed - expected < settings.floorKwh) return undefined;

			return {
				rule: 'day-surge',
				day: day.place,
				fromHour: hourOfGrid(day.place, 0),
				untilHour: hourOfGrid(day.place + 1, 0),
				observed,
				expected,
				evidence: { score, raisedParts: scores.filter((one) => one >= settings.score).length },
			};
		},
		learn: (day, isTrusted) => {
			for (const [part, usual] of parts.entries()) usual.learn(logOf(day, part), day, isTrusted);
		},
	};
}
