import type { AlertWriter } from '../../extensions/kilowatch/src/alerting/alert-writer.ts';
import type { Database } from '../../extensions/kilowatch/src/storage/database.ts';

export interface WrittenAlert {
	event: 'create' | 'update';
	id: string;
	values: Readonly<Record<string, unknown>>;
}

/** Writes alerts as Directus would, without one, and keeps what others would have heard of. */
export function createWriter(database: Database): AlertWriter & { heard: WrittenAlert[] } {
	const heard: WrittenAlert[] = [];
	const columnsOf = (values: object) =>
		Object.entries(values).map(([name, value]): [string, unknown] => [
			name,
			name === 'rules' || name === 'explanation' ? JSON.stringify(value) : value,
		]);

	return {
		heard,
		async create(alert) {
			const columns = columnsOf(alert);
			const { rowCount } = await database.query(
				`INSERT INTO iot_alerts (${columns.map(([name]) => name).join(', ')})
				 VALUES (${columns.map((_, index) => `$${index + 1}`).join(', ')}) ON CONFLICT DO NOTHING`,
				columns.map(([, value]) => value),
			);
			if (rowCount === 0) return 'known';
			heard.push({ event: 'create', id: alert.id, values: { ...alert } });

			return 'created';
		},
		async update(id, changes) {
			const columns = columnsOf(changes);
			await database.query(
				`UPDATE iot_alerts SET ${columns.map(([name], index) => `${name} = $${index + 2}`).join(', ')} WHERE id = $1`,
				[id, ...columns.map(([, value]) => value)],
			);
			heard.push({ event: 'update', id, values: { ...changes } });
		},
	};
}
