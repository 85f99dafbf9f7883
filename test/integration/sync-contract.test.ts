/** The operator's contract, read at the beginning of a run. */
import { describe, expect, test } from 'vitest';
import type { ContractOutcome, PointContract } from '../../extensions/kilowatch/src/providers/provider.ts';
import { failure } from '../support/operator.ts';
import { only } from '../support/schema.ts';
import {
	noon,
	FLOOR,
	schema,
	device,
	logged,
	operator,
	syncOnce,
	addChannels,
	states,
	shown,
	useSyncedMeter,
} from '../support/synced-meter.ts';

useSyncedMeter();

describe('the contract', () => {
	const contract: PointContract = {
		subscribedPowerKva: 36,
		distributionTariff: 'BT<=36kVA Moyenne Utilisation à 4 classes',
		offPeakHours: 'HC (22H38-6H38)',
		activatedOn: '2026-11-10',
		personal: true,
		consumption: true,
		production: undefined,
	};
	const readDevice = async () => {
		const { rows } = await schema.database.query(
			`SELECT subscribed_power, distribution_tariff, off_peak_hours, history_floor, personal, contract_read_at
			 FROM iot_devices WHERE id = $1`,
			[device],
		);

		return only(rows);
	};
	const says = (change: Partial<PointContract> = {}): ContractOutcome => ({
		kind: 'contract',
		contract: { ...contract, ...change },
	});
	const nothingSaid = {
		subscribedPowerKva: undefined,
		distributionTariff: undefined,
		offPeakHours: undefined,
		activatedOn: undefined,
		personal: undefined,
	};

	test('is read first, kept, counted as a call, and its day of activation begins the history', async () => {
		const enedis = operator(undefined, says());

		expect(await syncOnce(enedis)).toMatchObject({
			status: 'succeeded',
			windows_total: 3,
			provider_calls: 4,
		});
		expect(enedis.asked.slice(0, 2)).toEqual(['contract', 'daily 2026-11-10 2026-11-23']);
		expect(await readDevice()).toEqual({
			subscribed_power: '36.00',
			distribution_tariff: contract.distributionTariff,
			off_peak_hours: contract.offPeakHours,
			history_floor: '2026-11-10',
			personal: true,
			contract_read_at: noon,
		});
		expect((await shown()).subscribed_power).toBe(36);
	});

	test('is read again after a month, and not before', async () => {
		const days = (number: number) => new Date(noon.getTime() + number * 86_400_000);
		const reads = async (now: Date) => {
			const enedis = operator(undefined, says());
			await syncOnce(enedis, { now });

			return enedis.asked.includes('contract');
		};

		expect([await reads(noon), await reads(days(29)), await reads(days(30)), await reads(days(31))]).toEqual([
			true,
			false,
			true,
			false,
		]);
	});

	test('with nothing in it takes nothing away, neither what was typed nor that a person holds it', async () => {
		await schema.database.query(
			`UPDATE iot_devices SET subscribed_power = 9, off_peak_hours = 'by hand', personal = true WHERE id = $1`,
			[device],
		);
		await syncOnce(operator(undefined, says(nothingSaid)));
		expect(await readDevice()).toMatchObject({
			subscribed_power: '9.00',
			distribution_tariff: null,
			off_peak_hours: 'by hand',
			history_floor: FLOOR,
			personal: true,
		});

		await schema.database.query('UPDATE iot_devices SET contract_read_at = NULL WHERE id = $1', [device]);
		await syncOnce(operator(undefined, says({ personal: false, activatedOn: '2026-01-01' })));
		expect(await readDevice()).toMatchObject({
			history_floor: FLOOR,
			personal: true,
			subscribed_power: '36.00',
		});
	});

	test('with other off-peak hours keeps the former ones for the days before', async () => {
		const hours = async () => {
			const { rows } = await schema.database.query(
				'SELECT off_peak_hours, former_off_peak_hours FROM iot_devices WHERE id = $1',
				[device],
			);

			return only(rows);
		};
		await syncOnce(operator(undefined, says()));
		expect(await hours()).toEqual({ off_peak_hours: 'HC (22H38-6H38)', former_off_peak_hours: null });

		for (const offPeakHours of ['HC (22H38-6H38)', undefined, 'HC (2H00-7H00;13H00-16H00)']) {
			await schema.database.query('UPDATE iot_devices SET contract_read_at = NULL WHERE id = $1', [device]);
			await syncOnce(operator(undefined, says({ offPeakHours })));
		}
		expect(await hours()).toEqual({
			off_peak_hours: 'HC (2H00-7H00;13H00-16H00)',
			former_off_peak_hours: [{ until: noon.toISOString().slice(0, 10), hours: 'HC (22H38-6H38)' }],
		});
	});

	test('that denies a direction settles it where nothing comes, and nowhere else', async () => {
		await addChannels('production');
		const empty = operator(
			({ measure }) => (measure.includes('production') ? failure('no_data', 'no_data_found') : undefined),
			says({ production: false }),
		);
		expect(await syncOnce(empty)).toMatchObject({ status: 'succeeded' });
		expect(await states()).toEqual({ consumption: 'active', production: 'not_measured' });
		expect(empty.asked.filter((call) => call.includes('production'))).toHaveLength(1);

		await schema.database.query(`UPDATE iot_channels SET state = 'active' WHERE device = $1`, [device]);
		await schema.database.query('UPDATE iot_devices SET contract_read_at = NULL WHERE id = $1', [device]);
		await syncOnce(operator(undefined, says({ production: false })));
		expect(await states()).toEqual({ consumption: 'active', production: 'active' });
	});

	test('is read anew with what was found of the history, in case that was a mistake of a day', async () => {
		await schema.database.query(`UPDATE iot_channels SET totals_floor = '2026-11-20' WHERE device = $1`, [
			device,
		]);
		const enedis = operator(undefined, says());
		await syncOnce(enedis);

		expect(enedis.asked).toContain('daily 2026-11-10 2026-11-23');
	});

	test('is not believed what cannot be: no power, or a service that has yet to begin', async () => {
		const enedis = operator(undefined, says({ subscribedPowerKva: 0, activatedOn: '2026-11-24' }));

		expect(await syncOnce(enedis)).toMatchObject({ status: 'succeeded', windows_total: 4 });
		expect(await readDevice()).toMatchObject({ subscribed_power: null, history_floor: FLOOR });
	});

	test('that cannot be read is logged, asked again next time, and costs the run nothing else', async () => {
		const enedis = operator(undefined, failure('throttled', '900804'));

		expect(await syncOnce(enedis)).toMatchObject({
			status: 'succeeded',
			error_code: null,
			provider_calls: 5,
		});
		expect(logged).toEqual([
			`The contract could not be read ${JSON.stringify({ device, class: 'throttled', code: '900804' })}`,
		]);
		expect(await readDevice()).toMatchObject({ contract_read_at: null });
		const next = operator(undefined, says());
		await syncOnce(next);
		expect(next.asked).toEqual(['contract']);
	});
});
