import { expect, test } from 'vitest';
import {
	changeHours,
	foundBy,
	madeUpHours,
} from '../../extensions/kilowatch/src/domain/alerts/hours.fixture.ts';
import { alertLine } from './alert-line.ts';

test('an alert is one line, with local times', () => {
	const hours = madeUpHours({ days: 30 });
	const [power] = foundBy(
		'subscribed-power',
		changeHours(hours, [20, 20], () => 40.12345, [23, 24]),
		{
			subscribedKva: 36,
		},
	);
	const [zero] = foundBy(
		'data-zero',
		changeHours(hours, [20, 20], () => 0, [9, 14]),
	);

	expect([power, zero].flatMap((found) => (found ? [alertLine('one', hours, found.episode)] : []))).toEqual([
		'{"building":"one","rule":"subscribed-power","severity":"minor","from":"2024-01-21T23:00:00","until":"2024-01-22T00:00:00","observed":40.123,"expected":36}',
		'{"building":"one","rule":"data-zero","severity":"minor","from":"2024-01-21T09:00:00","until":"2024-01-21T14:00:00","observed":null,"expected":null}',
	]);
});
