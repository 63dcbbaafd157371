package io.sealcache.spring.boot.hipster;

import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import java.io.Serializable;
import java.util.HashSet;
import java.util.Set;
import org.hibernate.annotations.Cache;
import org.hibernate.annotations.CacheConcurrencyStrategy;
import org.jspecify.annotations.Nullable;

/** An entity that Hibernate caches, and Spring too. */
@Entity
@Cache(usage = CacheConcurrencyStrategy.READ_WRITE)
public class Account implements Serializable {
  private static final long serialVersionUID = 1L;

  @Id @GeneratedValue private @Nullable Long id;

  @Column(unique = true)
  private String login = "";

  @ElementCollection
  @Cache(usage = CacheConcurrencyStrategy.READ_WRITE)
  private Set<String> authorities = new HashSet<>();

  protected Account() {}

  public Account(String login, String authority) {
    this.login = login;
    authorities.add(authority);
  }

  public @Nullable Long id() {
    return id;
  }

  public String login() {
    return login;
  }

  public Set<String> authorities() {
    return authorities;
  }
}
