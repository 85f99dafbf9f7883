/** In whose name, colours and language reports appear: the settings of the Directus project. */
import type { ReportProject } from '../../reports/energy-report/energy-report.ts';
import type { Caller } from '../caller.ts';

/** As large as a report shows it, at three times the paper's points. */
const LOGO = { width: 450, height: 138, fit: 'inside', withoutEnlargement: true, format: 'png' } as const;

export async function readReportProject({
	schema,
	services,
}: Pick<Caller, 'schema' | 'services'>): Promise<{ project: ReportProject; language: string | null }> {
	const settings = new services.SettingsService({ schema });
	const { project_name, project_color, project_logo, default_language } = await settings.readSingleton({
		fields: ['project_name', 'project_color', 'project_logo', 'default_language'],
	});
	const text = (value: unknown): string | null => (typeof value === 'string' && value ? value : null);
	const logo = text(project_logo);

	return {
		project: {
			name: text(project_name),
			colour: text(project_color),
			logo: logo === null ? null : await readLogo({ schema, services }, logo),
		},
		language: text(default_language),
	};
}

/** Whatever Directus can make a small PNG of; of others the file as it is. A logo that cannot be read stops no report. */
async function readLogo(
	{ schema, services }: Pick<Caller, 'schema' | 'services'>,
	file: string,
): Promise<Uint8Array | null> {
	try {
		const assets = new services.AssetsService({ schema, accountability: null });
		const { stream } = await assets.getAsset(file, { transformationParams: LOGO });
		const pieces: Uint8Array[] = [];
		for await (const piece of stream as AsyncIterable<Uint8Array>) pieces.push(piece);

		return new Uint8Array(Buffer.concat(pieces));
	} catch {
		return null;
	}
}
