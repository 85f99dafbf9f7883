import path from 'node:path';
import type { DatabaseConnection } from '../database/connection.ts';

export interface DirectusProject {
	/** working folder of Directus: its uploads and temporary files; read as the project's root */
	folder: string;
	database: DatabaseConnection;
	/** on the loopback address */
	port: number;
	/** folder of folders, each an extension */
	extensionsPath: string;
	/** more of Directus' settings, over the ones here */
	environment?: NodeJS.ProcessEnv;
}

/** What programs need of the environment they are started from; the rest is no business of Directus. */
const systemVariables = [
	'PATH',
	'HOME',
	'LANG',
	'LC_ALL',
	'TZ',
	'TMPDIR',
	'SSL_CERT_FILE',
	'NODE_EXTRA_CA_CERTS',
];

/** All settings of Directus come by the environment: there is no `.env` that could win over them. */
export function directusEnvironment(project: DirectusProject): NodeJS.ProcessEnv {
	const { database, folder, port } = project;
	const system = Object.fromEntries(systemVariables.map((name) => [name, process.env[name]]));
	return {
		...system,
		HOST: '127.0.0.1',
		PORT: String(port),
		PUBLIC_URL: `http://127.0.0.1:${port}`,
		CONFIG_PATH: path.join(folder, '.env'),
		DB_CLIENT: 'pg',
		DB_HOST: database.host,
		DB_PORT: String(database.port),
		DB_USER: database.user,
		DB_PASSWORD: database.password,
		DB_DATABASE: database.database,
		EXTENSIONS_PATH: project.extensionsPath,
		EXTENSIONS_MUST_LOAD: 'true',
		STORAGE_LOCAL_ROOT: path.join(folder, 'uploads'),
		TEMP_PATH: path.join(folder, 'temporary'),
		WEBSOCKETS_ENABLED: 'true',
		// Else Directus copies the whole schema for every request, half of what a request costs; nothing here changes it.
		CACHE_SCHEMA_FREEZE_ENABLED: 'true',
		EMAIL_VERIFY_SETUP: 'false',
		PROJECT_OWNER_ENABLED: 'false',
		TELEMETRY: 'false',
		// Longer than clients keep a connection: else one that closes just then resets their next request.
		SERVER_KEEP_ALIVE_TIMEOUT: '65000',
		LOG_STYLE: 'raw',
		...project.environment,
	};
}
