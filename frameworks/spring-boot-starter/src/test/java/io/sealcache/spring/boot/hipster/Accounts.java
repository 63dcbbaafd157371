package io.sealcache.spring.boot.hipster;

import java.util.Optional;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.data.jpa.repository.EntityGraph;
import org.springframework.data.jpa.repository.JpaRepository;

/** Caches what it answers. */
public interface Accounts extends JpaRepository<Account, Long> {
  String BY_LOGIN = "accountsByLogin";

  @EntityGraph(attributePaths = "authorities")
  @Cacheable(cacheNames = BY_LOGIN, unless = "#result == null")
  Optional<Account> findOneWithAuthoritiesByLogin(String login);
}
