import type { Environment } from './environment.ts';

/** Address of a page of our module in the Studio; a path where `PUBLIC_URL` is none. */
export function studioUrl({ PUBLIC_URL }: Pick<Environment, 'PUBLIC_URL'>, page: string): string {
	return `${(PUBLIC_URL ?? '').replace(/\/+$/, '')}/admin/kilowatch${page}`;
}
