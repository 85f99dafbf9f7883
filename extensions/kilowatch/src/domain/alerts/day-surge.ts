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
	const values = new Float64Array(PARTS);
	const expectations = new Float64Array(PARTS);
	const scores = new Float64Array(PARTS);

	/** Whether enough parts might be raised; most days are done with here. */
	const mayBeRaised = (day: JudgedDay) => {
		let usualParts = 0;
		for (let part = 0; part < PARTS; part++) {
			const usual = parts[part];
			const expected = usual?.expect(day) ?? NaN;
			const excess = (values[part] ?? NaN) - expected;
			if (!usual?.judges(excess)) return false;
			expectations[part] = expected;
			if (usual.mostScoreOf(excess) < settings.score) usualParts += 1;
			if (usualParts > USUAL_PARTS) return false;
		}

		return true;
	};

	return {
		judge: (day) => {
			for (let part = 0; part < PARTS; part++) {
				const mean = meanOfHours(day.kwh, part * HOURS_PER_PART, (part + 1) * HOURS_PER_PART);
				values[part] = Math.log(mean || NaN);
			}
			if (!mayBeRaised(day)) return undefined;
			let observed = 0;
			let expected = 0;
			for (const [part, usual] of parts.entries()) {
				const value = values[part] ?? NaN;
				const usually = expectations[part] ?? NaN;
				scores[part] = usual.scoreOf(value - usually);
				observed += Math.exp(value) * HOURS_PER_PART;
				expected += Math.exp(usually) * HOURS_PER_PART;
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
			for (let part = 0; part < PARTS; part++) parts[part]?.learn(values[part] ?? NaN, day, isTrusted);
		},
	};
}
