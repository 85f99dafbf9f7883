import { expect, test } from 'vitest';
import { longerTime, milestone, roughTime, secondsLeft } from './time-left.ts';

const run = (windowsDone: number, windowsTotal = 100) => ({
	windows_done: windowsDone,
	windows_total: windowsTotal,
});
const start = { atMs: 1_000_000, windowsDone: 0 };
const after = (seconds: number) => start.atMs + seconds * 1000;

test('the rest takes as long as the run’s own speed says', () => {
	expect(secondsLeft(run(25), start, after(10))).toBe(30);
	expect(secondsLeft(run(50), start, after(100))).toBe(100);
});

test('of a run that was under way already, only what was seen counts', () => {
	expect(secondsLeft(run(60), { ...start, windowsDone: 50 }, after(10))).toBe(40);
});

test('nothing is said in the first seconds, nor of a run that stands still', () => {
	expect(secondsLeft(run(25), start, after(4.9))).toBeUndefined();
	expect(secondsLeft(run(1), start, after(60))).toBeUndefined();
	expect(secondsLeft(run(50), { ...start, windowsDone: 50 }, after(60))).toBeUndefined();
});

test('nothing is said where nothing is left, or a clock was set back', () => {
	expect(secondsLeft(run(100), start, after(60))).toBeUndefined();
	expect(secondsLeft(run(0, 0), start, after(60))).toBeUndefined();
	expect(secondsLeft(run(25), start, after(-60))).toBeUndefined();
});

test.each([
	[undefined, 7200, 7200],
	[undefined, 60, 60],
	[undefined, 25, undefined],
	[undefined, 0, undefined],
	[undefined, null, undefined],
	[undefined, undefined, undefined],
	// a burst at the start of an hour’s limit is not the speed that it goes on at
	[180, 7200, 7200],
	[180, 25, 180],
	[180, null, 180],
	[180, undefined, 180],
])('measured %s and limited to %s, the rest takes %s', (measured, byLimits, seconds) => {
	expect(longerTime(measured, byLimits)).toBe(seconds);
});

test.each([
	[0, { unit: 'underMinute' }],
	[44, { unit: 'underMinute' }],
	[45, { unit: 'minutes', count: 1 }],
	[89, { unit: 'minutes', count: 1 }],
	[170, { unit: 'minutes', count: 3 }],
	[89 * 60, { unit: 'minutes', count: 89 }],
	[90 * 60, { unit: 'hours', count: 2 }],
	[7 * 3600, { unit: 'hours', count: 7 }],
])('%d seconds are said as %j', (seconds, rough) => {
	expect(roughTime(seconds)).toEqual(rough);
});

test('only quarters and the end are worth saying aloud', () => {
	const keys = Array.from({ length: 101 }, (_unused, done) => milestone({ status: 'running', ...run(done) }));

	expect([...new Set(keys)]).toHaveLength(5);
	expect(milestone({ status: 'queued', ...run(0, 0) })).toBe('queued');
	expect(milestone({ status: 'running', ...run(0, 0) })).toBe('running');
	expect(milestone({ status: 'succeeded', ...run(100) })).toBe('succeeded');
});
