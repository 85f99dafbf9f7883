import type { Migration } from '../extensions/kilowatch/src/storage/migration.ts';

/** What is found out about a building: alerts, advice, reports, and the values they are measured against. */
export const findings: Migration = {
	number: 5,
	name: 'findings',

	async up(connection, { buildingKeyType }) {
		await connection.query(`
			CREATE TABLE iot_alerts (
				id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
				building ${buildingKeyType} NOT NULL REFERENCES buildings,
				device uuid REFERENCES iot_devices,
				channel integer REFERENCES iot_channels,
				rule text NOT NULL,
				severity text NOT NULL CHECK (severity IN ('minor', 'major', 'critical')),
				period_from timestamptz NOT NULL,
				period_until timestamptz,
				observed float8,
				expected float8,
				ratio float8,
				explanation jsonb,
				cost_impact numeric(12,2),
				status text NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'acknowledged', 'closed')),
				verdict text CHECK (verdict IN ('true', 'false', 'known_cause')),
				created_at timestamptz NOT NULL DEFAULT now()
			);
			CREATE INDEX iot_alerts_building ON iot_alerts (building, period_from DESC);

			CREATE TABLE iot_reports (
				id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
				building ${buildingKeyType} NOT NULL REFERENCES buildings,
				period_from date NOT NULL,
				period_to date NOT NULL,
				locale text NOT NULL,
				file uuid REFERENCES directus_files ON DELETE SET NULL,
				fingerprint text NOT NULL,
				created_at timestamptz NOT NULL DEFAULT now()
			);
			CREATE INDEX iot_reports_building ON iot_reports (building, period_from DESC);

			CREATE TABLE iot_advice (
				id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
				building ${buildingKeyType} NOT NULL REFERENCES buildings,
				kind text NOT NULL,
				evidence jsonb,
				saving_eur_per_year numeric(12,2),
				saving_kgco2_per_year numeric(12,2),
				state text NOT NULL DEFAULT 'proposed' CHECK (state IN ('proposed', 'accepted', 'done', 'dropped')),
				verified_saving_kwh numeric(12,2),
				created_at timestamptz NOT NULL DEFAULT now()
			);
			CREATE INDEX iot_advice_building ON iot_advice (building);

			CREATE TABLE iot_reference_values (
				id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
				kind text NOT NULL CHECK (kind IN ('emission_factor', 'benchmark', 'degree_day_base')),
				country text NOT NULL,
				year integer,
				value numeric(14,6) NOT NULL,
				unit text NOT NULL,
				method text NOT NULL,
				source text NOT NULL,
				valid_from date,
				valid_until date
			);
		`);
	},

	async down(connection) {
		await connection.query(`
			DROP TABLE iot_reference_values;
			DROP TABLE iot_advice;
			DROP TABLE iot_reports;
			DROP TABLE iot_alerts;
		`);
	},
};
