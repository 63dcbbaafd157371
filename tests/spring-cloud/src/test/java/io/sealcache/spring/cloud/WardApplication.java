package io.sealcache.spring.cloud;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.cache.annotation.EnableCaching;

/** It has no configuration but where its config server is. */
@SpringBootApplication
@EnableCaching
public class WardApplication {}
