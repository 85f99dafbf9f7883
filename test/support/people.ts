import { post } from './ask.ts';
import type { TestServer } from './directus.ts';

export interface Person {
	id: string;
	/** static, for requests in this person's name */
	token: string;
}

/**
 * A person with these policies, who asks by a static token. Without a licence Directus allows three active people with
 * a policy that opens the Studio, the admin among them.
 */
export async function addPerson(
	server: TestServer,
	name: string,
	policies: readonly string[] = [],
): Promise<Person> {
	const token = `kilowatch-test-${name}-token`;
	const { id } = await post(server, '/users', {
		email: `${name}@example.com`,
		token,
		status: 'active',
		policies: policies.map((policy) => ({ policy })),
	});

	return { id, token };
}
