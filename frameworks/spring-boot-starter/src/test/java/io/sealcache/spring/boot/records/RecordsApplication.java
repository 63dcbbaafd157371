package io.sealcache.spring.boot.records;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** An application with a database, whose entities Hibernate caches. */
@SpringBootApplication
public class RecordsApplication {}
