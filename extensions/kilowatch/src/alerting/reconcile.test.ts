import { expect, test } from 'vitest';
import type { RuleName } from '../domain/alerts/rule-names.ts';
import { addDays } from '../domain/local-days.ts';
import type { AlertFacts, StoredAlert } from '../storage/alerts/stored-alerts.ts';
import type { DescribedEpisode } from './describe-episode.ts';
import { reconcile, type Reconciled } from './reconcile.ts';

const today = '2026-11-10';
const at = new Date('2026-11-10T05:00:00Z');
const device = '0b0f7a52-3c40-4e2b-9d5e-0a5f7c1e0001';

function factsOf(from: string, to: string, rule: RuleName = 'day-surge'): AlertFacts {
	return {
		rule,
		rules: [rule],
		severity: 'minor',
		period_from: new Date(`${from}T00:00:00Z`),
		period_until: new Date(`${to}T00:00:00Z`),
		days: 1,
		observed: 60_000,
		expected: 48_000,
		ratio: 1.25,
		energy_impact: 12_000,
		cost_impact: 3,
		co2_impact: null,
		explanation: { from, to },
	};
}

function episode(from: string, to: string, isClosed = false, group = 'consumption'): DescribedEpisode {
	const rule = group === 'consumption' ? 'day-surge' : (group as RuleName);

	return { group, firstDate: from, endDate: to, isClosed, facts: factsOf(from, to, rule), details: null };
}

function alert(from: string, to: string, changes: Partial<StoredAlert> = {}): StoredAlert {
	return {
		...factsOf(from, to, changes.rule as RuleName | undefined),
		// As jsonb hands it out: in another order.
		explanation: { to, from },
		id: `alert ${from}`,
		device,
		status: 'open',
		close_reason: null,
		details: null,
		...changes,
	};
}

function run(
	found: DescribedEpisode[],
	stored: StoredAlert[],
	changes: Partial<Parameters<typeof reconcile>[0]> = {},
): Reconciled {
	return reconcile({
		device,
		found,
		stored,
		today,
		timeZone: 'UTC',
		judgedFrom: '2026-05-01',
		changedFrom: '1970-01-01',
		goneReason: 'corrected',
		at,
		...changes,
	});
}

test('what is news becomes an alert, what is history does not', () => {
	const found = [
		episode('2026-08-01', '2026-08-03', true),
		episode('2026-11-01', '2026-11-03', true),
		episode('2026-11-02', '2026-11-03', true, 'short-spike'),
		episode('2026-09-20', '2026-10-20', false, 'data-missing'),
	];
	const { create, change } = run(found, []);
	expect(create.map((one) => one.episode)).toEqual(found.slice(1));
	expect(change).toEqual([]);
});

test('the same again changes nothing', () => {
	expect(run([episode('2026-11-08', '2026-11-10')], [alert('2026-11-08', '2026-11-10')])).toEqual({
		create: [],
		change: [],
	});
});

test('only what is other is written, and an episode that is over closes', () => {
	const before = episode('2026-11-08', '2026-11-10', true);
	const found = { ...before, facts: { ...before.facts, severity: 'major' as const, days: 2 } };
	expect(run([found], [alert('2026-11-08', '2026-11-10')]).change).toEqual([
		{
			id: 'alert 2026-11-08',
			changes: { severity: 'major', days: 2, status: 'closed', closed_at: at, close_reason: 'normal' },
		},
	]);
	// One that was taken note of closes, too.
	expect(run([found], [alert('2026-11-08', '2026-11-10', { status: 'acknowledged' })]).change).toMatchObject([
		{ changes: { status: 'closed' } },
	]);
});

test('one that was over and goes on opens again, unless a person closed it', () => {
	const closed = { status: 'closed', close_reason: 'normal' } as const;
	const found = [episode('2026-11-01', '2026-11-10')];
	expect(run(found, [alert('2026-11-01', '2026-11-04', closed)]).change).toMatchObject([
		{ changes: { status: 'open', closed_at: null, close_reason: null } },
	]);
	const byPerson = alert('2026-11-01', '2026-11-04', { status: 'closed' });
	expect(run(found, [byPerson])).toEqual({ create: [], change: [] });
});

test('what is not found any more closes, and says why', () => {
	const open = alert('2026-11-08', '2026-11-10');
	for (const goneReason of ['corrected', 'rules_changed', 'not_read'] as const) {
		expect(run([], [open], { goneReason }).change).toEqual([
			{ id: open.id, changes: { status: 'closed', closed_at: at, close_reason: goneReason } },
		]);
	}
	const over = alert('2026-11-01', '2026-11-03', { status: 'closed', close_reason: 'normal' });
	expect(run([], [over]).change).toEqual([{ id: over.id, changes: { close_reason: 'corrected' } }]);
	expect(run([], [over], { goneReason: 'rules_changed' }).change).toEqual([]);
	expect(run([], [alert('2026-01-01', '2026-11-03')]).change).toMatchObject([
		{ changes: { close_reason: 'not_read' } },
	]);
	expect(run([], [{ ...over, period_from: new Date('2026-01-01') }]).change).toEqual([]);
});

test('an episode that a correction has parted makes no second alert; of two that became one the older goes on', () => {
	const long = alert('2026-11-01', '2026-11-09');
	const parted = [episode('2026-11-01', '2026-11-03', true), episode('2026-11-07', '2026-11-09')];
	const { create, change } = run(parted, [long]);
	expect(create).toEqual([]);
	expect(change).toMatchObject([{ id: long.id, changes: { period_from: new Date('2026-11-07') } }]);

	const two = [alert('2026-11-01', '2026-11-03'), alert('2026-11-07', '2026-11-09')];
	const joined = run([episode('2026-11-01', '2026-11-09')], two);
	expect(joined.create).toEqual([]);
	expect(joined.change).toMatchObject([
		{ id: 'alert 2026-11-01' },
		{ id: 'alert 2026-11-07', changes: { status: 'closed', close_reason: 'corrected' } },
	]);
});

test('what was found by days that are as they were stands, however it looks now', () => {
	const changedFrom = '2026-11-09';
	const open = alert('2026-11-06', '2026-11-08');
	expect(run([], [open], { changedFrom })).toEqual({ create: [], change: [] });
	// It is over by itself after a while.
	expect(run([], [open], { changedFrom: '2026-11-20', today: '2026-11-20' }).change).toMatchObject([
		{ changes: { status: 'closed', close_reason: 'normal' } },
	]);
	// Other numbers of the same episode are no news, but its end is.
	const found = { ...episode('2026-11-05', '2026-11-08'), isClosed: true };
	expect(run([found], [open], { changedFrom }).change).toEqual([
		{ id: open.id, changes: { status: 'closed', closed_at: at, close_reason: 'normal' } },
	]);
	expect(run([episode('2026-11-05', '2026-11-08')], [], { changedFrom }).create).toEqual([]);
	expect(run([episode('2026-11-05', '2026-11-10')], [], { changedFrom }).create).toHaveLength(1);
});

test('another kind of finding is another alert', () => {
	const { create } = run(
		[episode('2026-11-08', '2026-11-10'), episode('2026-11-08', '2026-11-10', false, 'data-flat')],
		[alert('2026-11-08', '2026-11-10')],
	);
	expect(create).toMatchObject([{ episode: { group: 'data-flat' } }]);
});

test('keys do not depend on who makes them, and no key is made twice', () => {
	const found = [episode('2026-11-09', addDays(today, 0))];
	const [made] = run(found, []).create;
	expect(run(found, []).create[0]?.id).toBe(made?.id);
	// The first one has been moved by corrections since.
	const moved = alert('2026-10-01', '2026-10-03', {
		id: made?.id ?? '',
		status: 'closed',
		close_reason: 'normal',
	});
	const [second] = run([episode('2026-10-01', '2026-10-03', true), ...found], [moved]).create;
	expect(second?.id).toBeDefined();
	expect(second?.id).not.toBe(made?.id);
});
