SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
MAKEFLAGS += --warn-undefined-variables --no-builtin-rules --no-print-directory
.DEFAULT_GOAL := help
.PHONY: help tools build test lint fix sbom clean

maven := infra/local/with-jdk mvn -B -q

help: ## List what make can do
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

tools: ## Get redis-server and consul: those on PATH, or private ones under .local
	@infra/local/get-tools

build: ## Compile and package everything, without tests
	$(maven) package -DskipTests

test: tools ## Run every test, with real Redis and Consul processes
	$(maven) verify

lint: ## Check formatting, compiler and architecture rules
	$(maven) verify -pl tests/architecture -am -Dsurefire.failIfNoSpecifiedTests=false -Dtest='bestow.architecture.*Test'

fix: ## Format the sources
	$(maven) spotless:apply

sbom: ## Write target/sbom.json and .xml (CycloneDX)
	$(maven) cyclonedx:makeAggregateBom

clean: ## Remove what was built; .local (tools, data, logs) stays
	$(maven) clean
