import { HealthCheckError, HealthStatus } from '@grafana/runtime';
import { testResult } from './test-result';

const health = (status: HealthStatus, details?: Record<string, unknown>) => ({
  status,
  message: 'Ready. All is well.',
  details,
});

describe('what Save & test shows', () => {
  it('is a short title, and the rest below it', async () => {
    const told = { title: 'Ready.', message: 'All is well.', severity: 'success' };
    expect(await testResult(health(HealthStatus.OK, told))).toEqual({
      status: 'success',
      message: 'Ready.',
      details: { message: 'All is well.' },
    });
  });

  it('is a warning where something is off', async () => {
    const told = { title: 'Ready.', message: 'Its clock is off.', severity: 'warning' };
    const withDetail = { ...told, verboseMessage: 'curl' };
    expect(await testResult(health(HealthStatus.OK, withDetail))).toMatchObject({
      status: 'warning',
      details: { message: 'Its clock is off.', verboseMessage: 'curl' },
    });
  });

  it.each([[undefined], [{}], [{ title: 'Ready.' }]])('is all of it at once without parts: %j', async (told) => {
    expect(await testResult(health(HealthStatus.OK, told))).toEqual({
      status: 'success',
      message: 'Ready. All is well.',
    });
  });

  it('is the reason of a failure with its details, as Grafana looks for them', async () => {
    const failed = testResult(health(HealthStatus.Error, { verboseMessage: 'x509' }));
    await expect(failed).rejects.toMatchObject({ status: 'error', message: 'Ready. All is well.' });
    const { error } = (await failed.catch((reason: unknown) => reason)) as { error: HealthCheckError };
    expect(error).toBeInstanceOf(HealthCheckError);
    expect(error.details).toEqual({ verboseMessage: 'x509' });
  });

  it('is a failure where Grafana itself did not answer', async () => {
    await expect(testResult(undefined)).rejects.toMatchObject({ message: 'Grafana did not answer.' });
  });
});
