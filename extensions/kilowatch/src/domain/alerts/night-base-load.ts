import { hourOfGrid, meanOfHours } from './judged-day.ts';
import type { Rule } from './rule.ts';
import type { AlertSettings } from './settings.ts';
import { UsualLevel } from './usual-level.ts';

/**
 * The hours of a night together lie above what is usual for such a night. At night little changes by chance, so that little is
 * enough: what runs on at night runs on unseen.
 */
export function nightBaseLoad(settings: AlertSettings['night-base-load']): Rule {
	const { fromHour, untilHour } = settings;
	const usual = new UsualLevel({ leastSpread: 0.03 });
	let value = NaN;

	return {
		judge: (day) => {
			value = Math.log(meanOfHours(day.kwh, fromHour, untilHour) || NaN);
			const usually = usual.expect(day);
			const excess = value - usually;
			if (!usual.judges(excess) || usual.mostScoreOf(excess) < settings.score) return undefined;
			const score = usual.scoreOf(excess);
			if (score < settings.score) return undefined;
			const length = untilHour - fromHour;
			const observed = Math.exp(value) * length;
			const expected = Math.exp(usually) * length;
			if (observed < expected * settings.factor || observed - expected < settings.floorKwh) return undefined;

			return {
				rule: 'night-base-load',
				day: day.place,
				fromHour: hourOfGrid(day.place, fromHour),
				untilHour: hourOfGrid(day.place, untilHour),
				observed,
				expected,
				evidence: { score },
			};
		},
		learn: (day, isTrusted) => usual.learn(value, day, isTrusted),
	};
}
