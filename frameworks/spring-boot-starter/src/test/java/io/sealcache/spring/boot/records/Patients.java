package io.sealcache.spring.boot.records;

import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Each call is a transaction of its own, whose first-level cache nothing else sees. */
@Repository
@Transactional
public class Patients {
  @PersistenceContext
  @SuppressWarnings("NullAway.Init") // Spring does
  private EntityManager entities;

  public void add(String number, String name) {
    entities.persist(new Patient(number, name));
  }

  public String nameOf(String number) {
    return entities.find(Patient.class, number).name();
  }
}
