/** Directus' own types, taken from the SDK's signatures so that they can never be of another version than it. */
import type { defineHook } from '@directus/extensions-sdk';

type HookConfig = Parameters<typeof defineHook>[0];

export type RegisterFunctions = Parameters<HookConfig>[0];

/** What Directus hands to hooks, endpoints and operations alike. */
export type ApiContext = Parameters<HookConfig>[1];

export type Services = ApiContext['services'];

export type SchemaOverview = Awaited<ReturnType<ApiContext['getSchema']>>;

/** What a filter is told of the request it runs in. */
export type EventContext = Parameters<Parameters<RegisterFunctions['filter']>[1]>[2];

export type Accountability = NonNullable<EventContext['accountability']>;

/** A query as `ItemsService` takes it. */
export type Query = Parameters<InstanceType<Services['ItemsService']>['readByQuery']>[0];
