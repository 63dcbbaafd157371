package io.sealcache.spring.boot.records;

import jakarta.persistence.Cacheable;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import org.hibernate.annotations.Cache;
import org.hibernate.annotations.CacheConcurrencyStrategy;

/** An entity that Hibernate caches, as its guide writes them. */
@Entity
@Cacheable
@Cache(usage = CacheConcurrencyStrategy.READ_WRITE)
public class Patient {
  @Id private String number = "";
  private String name = "";

  protected Patient() {}

  Patient(String number, String name) {
    this.number = number;
    this.name = name;
  }

  public String number() {
    return number;
  }

  public String name() {
    return name;
  }
}
