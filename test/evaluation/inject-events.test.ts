import { describe, expect, test } from 'vitest';
import { madeUpHours } from '../../extensions/kilowatch/src/domain/alerts/hours.fixture.ts';
import { eventKinds, injectEvents } from './inject-events.ts';

const hours = madeUpHours({ days: 730 });

describe('injectEvents', () => {
	test('puts every kind in, the same for the same seed', () => {
		const { events } = injectEvents(hours, 1);
		expect(new Set(events.map(({ kind }) => kind))).toEqual(new Set(eventKinds));
		expect(injectEvents(hours, 1)).toEqual(injectEvents(hours, 1));
		expect(injectEvents(hours, 2).events).not.toEqual(events);
	});

	test('leaves at least two weeks between them, and the given series as it was', () => {
		const before = Float64Array.from(hours.kwh);
		const { events } = injectEvents(hours, 3);
		for (const [place, event] of events.entries()) {
			const next = events[place + 1];
			if (next !== undefined) expect(next.firstDay - event.lastDay).toBeGreaterThan(14);
		}
		expect(hours.kwh).toEqual(before);
	});

	test('changes the hours of its events, and no others', () => {
		const { hours: changed, events } = injectEvents(hours, 4);
		for (let day = 0; day < hours.days; day++) {
			const isInside = events.some(({ firstDay, lastDay }) => day >= firstDay && day <= lastDay);
			const cells = [day * 24, (day + 1) * 24] as const;
			if (!isInside) expect(changed.kwh.slice(...cells)).toEqual(hours.kwh.slice(...cells));
		}
		for (const { firstDay, lastDay } of events) {
			const cells = [firstDay * 24, (lastDay + 1) * 24] as const;
			expect(changed.kwh.slice(...cells)).not.toEqual(hours.kwh.slice(...cells));
		}
	});
});
