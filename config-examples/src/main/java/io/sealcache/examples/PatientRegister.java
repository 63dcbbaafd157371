package io.sealcache.examples;

import io.sealcache.examples.DropIn.Patient;
import javax.cache.annotation.CacheDefaults;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheResult;
import javax.enterprise.context.ApplicationScoped;

/** A bean whose results are cached, without a line about how. */
@ApplicationScoped
@CacheDefaults(cacheName = "patients")
public class PatientRegister {
  private int lookups;

  /** Looks up slowly, say in a database. */
  @CacheResult
  public Patient find(String email) {
    lookups++;
    return new Patient(email.substring(0, email.indexOf('@')), "headache");
  }

  /** To be called when the patient has changed. */
  @CacheRemove
  public void forget(String email) {}

  /** How often a patient was looked up. */
  public int lookups() {
    return lookups;
  }
}
