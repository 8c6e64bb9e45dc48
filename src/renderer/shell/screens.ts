import {
  IconHome,
  IconListSearch,
  IconPlayerPlay,
  IconAdjustments,
  IconCertificate,
  IconServer2,
  IconShieldCheck,
  IconWorld,
} from '@tabler/icons-react';
import { lazy, type ComponentType } from 'react';

export interface Screen {
  readonly path: string;
  readonly label: string;
  /** What the screen answers, for the palette and the hints. */
  readonly purpose: string;
  readonly icon: ComponentType<{ readonly size?: number; readonly stroke?: number }>;
  /** Pressed after `g`. */
  readonly key: string;
  readonly component: ComponentType;
}

/** Every screen there is, in the order of the navigation; each is its own chunk. */
export const screens: readonly Screen[] = [
  {
    path: '/',
    label: 'Home',
    purpose: 'What is loaded, what changed, what to do next',
    icon: IconHome,
    key: 'h',
    component: lazy(async () => ({ default: (await import('../features/home/home-screen.tsx')).HomeScreen })),
  },
  {
    path: '/world',
    label: 'World',
    purpose: 'Who lives in a simulated world, and what is planted in it',
    icon: IconWorld,
    key: 'w',
    component: lazy(async () => ({ default: (await import('../features/world/world-screen.tsx')).WorldScreen })),
  },
  {
    path: '/replay',
    label: 'Replay',
    purpose: 'Play a user sequence against the model',
    icon: IconPlayerPlay,
    key: 'r',
    component: lazy(async () => ({ default: (await import('../features/replay/replay-screen.tsx')).ReplayScreen })),
  },
  {
    path: '/inspect',
    label: 'Inspect',
    purpose: 'Explain one ranked request',
    icon: IconListSearch,
    key: 'i',
    component: lazy(async () => ({ default: (await import('../features/inspect/inspect-screen.tsx')).InspectScreen })),
  },
  {
    path: '/tuning',
    label: 'Tuning',
    purpose: 'Learn policies, sweep alpha, read the frontier',
    icon: IconAdjustments,
    key: 't',
    component: lazy(async () => ({ default: (await import('../features/tuning/tuning-screen.tsx')).TuningScreen })),
  },
  {
    path: '/policies',
    label: 'Policies',
    purpose: 'What runs, who approved it, and the audit chain',
    icon: IconCertificate,
    key: 'p',
    component: lazy(async () => ({ default: (await import('../features/policies/policies-screen.tsx')).PoliciesScreen })),
  },
  {
    path: '/verify',
    label: 'Verify',
    purpose: 'Measure every claim again, with its negative control',
    icon: IconShieldCheck,
    key: 'v',
    component: lazy(async () => ({ default: (await import('../features/verify/verify-screen.tsx')).VerifyScreen })),
  },
  {
    path: '/system',
    label: 'System',
    purpose: 'Devices, engine, bundles, workspace',
    icon: IconServer2,
    key: 's',
    component: lazy(async () => ({ default: (await import('../features/system/system-screen.tsx')).SystemScreen })),
  },
];

/** Pages without a place of their own in the navigation: reached from Home, the palette, a drop, or the job that fills them. */
export const unlistedScreens: readonly Pick<Screen, 'path' | 'component'>[] = [
  {
    path: '/import',
    component: lazy(async () => ({ default: (await import('../features/import/import-screen.tsx')).ImportScreen })),
  },
  {
    path: '/create-world',
    component: lazy(async () => ({ default: (await import('../features/world/create-world-screen.tsx')).CreateWorldScreen })),
  },
];
