import { expect, test } from 'vitest';
import type { ConsentScope } from '../shared/names.ts';
import { loadCurveState, type CurveDay } from './building-devices.ts';

const both: ConsentScope[] = ['daily', 'load_curve'];
const totalOnly: CurveDay = { hasTotal: true, points: 0 };
const whole: CurveDay = { hasTotal: true, points: 48 };
const nothing: CurveDay = { hasTotal: false, points: 0 };

test.each<[string, ConsentScope[] | undefined, CurveDay[][], string]>([
	['comes', both, [[whole, whole, whole]], 'collected'],
	['comes, though the newest days are holes', both, [[totalOnly, totalOnly, whole]], 'collected'],
	['comes by a file, without a consent', undefined, [[whole]], 'collected'],
	['comes of the production alone', both, [[totalOnly, totalOnly, totalOnly], [whole]], 'collected'],
	['does not come while the totals do', both, [[totalOnly, totalOnly, totalOnly]], 'not_collected'],
	['was asked for two days only', both, [[totalOnly, totalOnly]], 'unknown'],
	['does not come, nor do all the totals', both, [[totalOnly, nothing, totalOnly]], 'unknown'],
	['was never asked for', both, [], 'unknown'],
	['has no consent yet', undefined, [[totalOnly, totalOnly, totalOnly]], 'unknown'],
	['was not allowed', ['daily'], [[totalOnly, totalOnly, totalOnly]], 'not_consented'],
	['was not allowed again, though it came before', ['daily'], [[whole, whole, whole]], 'not_consented'],
])('a curve that %s', (_, scopes, days, state) => {
	expect(loadCurveState(scopes, days)).toBe(state);
});
