package io.sealcache.frameworks;

import jakarta.persistence.Cacheable;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.annotations.Cache;
import org.hibernate.annotations.CacheConcurrencyStrategy;
import org.hibernate.annotations.NaturalId;
import org.hibernate.annotations.NaturalIdCache;

/** An entity that Hibernate caches in each of its ways. */
@Entity
@Cacheable
@NaturalIdCache
@Cache(usage = CacheConcurrencyStrategy.READ_WRITE)
public class Patient {
  @Id private String number = "";
  @NaturalId private String name = "";

  @ElementCollection
  @Cache(usage = CacheConcurrencyStrategy.READ_WRITE)
  private List<String> diagnoses = new ArrayList<>();

  protected Patient() {}

  Patient(String number, String name, String diagnosis) {
    this.number = number;
    this.name = name;
    diagnoses.add(diagnosis);
  }

  String number() {
    return number;
  }

  String name() {
    return name;
  }

  List<String> diagnoses() {
    return diagnoses;
  }
}
