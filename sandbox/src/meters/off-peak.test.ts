import { describe, expect, it } from 'vitest';
import { offPeakMinutes } from './off-peak.ts';

const byHalfHour = (text: string): number[] =>
	Array.from({ length: 24 }, (_, hour) => offPeakMinutes(text)(hour)).flat();

describe('off-peak hours', () => {
	it('reach over midnight and begin within a half hour', () => {
		const halves = byHalfHour('HC (22H38-6H38)');
		expect(halves.reduce((sum, minutes) => sum + minutes, 0)).toBe(480);
		expect(halves.slice(12, 15)).toEqual([30, 8, 0]);
		expect(halves.slice(44, 48)).toEqual([0, 22, 30, 30]);
	});

	it('may be several', () => {
		const halves = byHalfHour('HC (0h54-6h54;11h54-13h54)');
		expect(halves.reduce((sum, minutes) => sum + minutes, 0)).toBe(480);
		expect(halves.slice(23, 29)).toEqual([6, 30, 30, 30, 24, 0]);
	});

	it('are said to be missing', () => {
		expect(() => offPeakMinutes('Base')).toThrow('"Base" has no off-peak hours');
	});
});
