import { execFile } from 'node:child_process';
import { RpcError } from '../../../rpc/error.ts';

/** Names of the packages that training imports; `training/requirements.txt` pins their versions. */
const packages = ['torch', 'numpy', 'onnx', 'onnxruntime'];
const remedy = 'python3 -m venv .venv && .venv/bin/pip install -r training/requirements.txt';
const answerWithinMs = 30_000;

/** Answers in JSON which packages are missing, without importing any: importing PyTorch takes seconds. */
const question = `import importlib.util, json, sys
print(json.dumps({"version": list(sys.version_info[:2]), "missing": [p for p in ${JSON.stringify(packages)} if importlib.util.find_spec(p) is None]}))`;

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The Python that trains: the one that `PARETOSCOPE_PYTHON` names, else `python3`. Throws `needs-python` with the remedy in one line when it is not there,
 * older than 3.11, or lacks a package.
 */
export async function findPython(environment: Environment, signal?: AbortSignal): Promise<string> {
  const named = environment['PARETOSCOPE_PYTHON'];
  const python = named === undefined || named === '' ? 'python3' : named;
  const problem = await problemOf(python, environment, signal);
  if (problem === undefined) return python;
  throw new RpcError({
    code: 'needs-python',
    message: `Training needs Python 3.11 with PyTorch; ${python} ${problem}. Run: ${remedy}, then set PARETOSCOPE_PYTHON to .venv/bin/python.`,
  });
}

async function problemOf(python: string, environment: Environment, signal: AbortSignal | undefined): Promise<string | undefined> {
  const answer = await ask(python, environment, signal);
  signal?.throwIfAborted();
  if (answer === undefined) return 'cannot be started';
  const { version, missing } = answer;
  const [major = 0, minor = 0] = version;
  if (major < 3 || (major === 3 && minor < 11)) return `is version ${major}.${minor}`;
  if (missing.length > 0) return `lacks ${missing.join(', ')}`;
  return undefined;
}

interface Answer {
  readonly version: readonly number[];
  readonly missing: readonly string[];
}

function ask(python: string, environment: Environment, signal: AbortSignal | undefined): Promise<Answer | undefined> {
  return new Promise((resolve) => {
    const options = { env: { ...environment }, timeout: answerWithinMs, ...(signal === undefined ? {} : { signal }) };
    execFile(python, ['-c', question], options, (error, stdout) => {
      if (error !== null) return resolve(undefined);
      try {
        resolve(JSON.parse(stdout) as Answer);
      } catch {
        resolve(undefined);
      }
    });
  });
}
