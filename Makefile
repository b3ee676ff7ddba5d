SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
MAKEFLAGS += --warn-undefined-variables --no-builtin-rules --no-print-directory
.DEFAULT_GOAL := help
.PHONY: help tools build test run caches stop status logs token claim bench drill drills judge simulate histories mutants lint fix sbom clean
export REPLICAS ONCE TRACES STORES CACHES USER CAMPAIGN GIFT NAME RUNS SEED LENGTH KEEP FILE ONLY CLAIMS HISTORIES

maven := infra/local/with-jdk mvn -B -q
local := exec infra/local/with-jdk java -XX:+UseSerialGC -Xmx64m -jar infra/local/target/local.jar

help: ## List what make can do
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

tools: ## Get redis-server and consul: those on PATH, or private ones under .local
	@infra/local/get-tools

build: ## Compile and package what changed, without tests
	@infra/local/build

test: tools ## Run every test, with real Redis and Consul processes
	$(maven) -T 1.5C verify

run: tools build ## Start everything, claim a gift, stay until Ctrl-C (REPLICAS=2 ONCE=1 TRACES=1 STORES=cluster)
	@if [[ "$${TRACES:-}" == 1 ]]; then infra/local/get-zipkin; fi
	@$(local) run

caches: tools build ## Let the services' JVMs learn how they start, for runs that are there in half the time
	@$(local) caches

stop: ## End a run from another terminal, or what is left of one
	@$(local) stop

status: ## Tell what runs and whether it is ready
	@$(local) status

logs: ## Follow the logs of everything that runs
	@tail -n 5 -F .local/logs/*.log

token: ## Print a session token (USER=alice)
	@$(local) token

claim: ## Claim a gift and print the answer (USER=alice CAMPAIGN=spring GIFT=vip-day)
	@$(local) claim

bench: tools build ## Measure what a claim costs and what the mesh costs; takes twelve minutes (ONLY=mesh)
	$(maven) package -pl tests/bench -am -Dmaven.test.skip -Dspotless.check.skip -Djacoco.skip
	$(maven) -f tests/bench/peer/pom.xml package
	@exec infra/local/with-jdk java -XX:+UseSerialGC --sun-misc-unsafe-memory-access=allow -jar tests/bench/target/bench.jar

drill: caches ## Play one drill and write its page (NAME=abcd RUNS=3 SEED=1 LENGTH=300)
	$(maven) package -pl tests/drills -am -Dmaven.test.skip -Dspotless.check.skip -Djacoco.skip
	@exec infra/local/with-jdk java -XX:+UseSerialGC -jar tests/drills/target/drills.jar $${NAME:-}

drills: export KEEP := 1
drills: drill ## Play all drills and keep their figures; takes hours

judge: ## Hold the history of a swarm to the laws again (FILE=.local/drills/swarm-1.jsonl)
	$(maven) package -pl tests/drills -am -Dmaven.test.skip -Dspotless.check.skip -Djacoco.skip
	@exec infra/local/with-jdk java -jar tests/drills/target/drills.jar judge "$${FILE:?names no history}"

simulate: ## Let the protocol live through claims in virtual time (CLAIMS=10000000 SEED=1)
	$(maven) test -pl tests/simulation -am -Dspotless.check.skip -Djacoco.skip -Dsurefire.failIfNoSpecifiedTests=false \
	  -Dtest='bestow.simulation.SimulationTest#theLaws*' -Dsimulation.claims=$${CLAIMS:-1000000} -Dsimulation.from=$${SEED:-1}

histories: tools ## Ask quota's and delivery's scripts the same as the models of them; takes minutes (HISTORIES=100000)
	$(maven) test -pl services/quota,services/delivery -am -Dspotless.check.skip -Djacoco.skip -Dsurefire.failIfNoSpecifiedTests=false \
	  -Dtest='bestow.quota.ScriptsModelTest,bestow.delivery.ScriptsModelTest' \
	  -Dquota.histories=$${HISTORIES:-100000} -Ddelivery.histories=$${HISTORIES:-100000}

mutants: ## Break the mesh's rules one by one: its tests have to notice; takes minutes
	$(maven) process-test-classes -Pmutants -pl libs/mesh -am -Dspotless.check.skip -Djacoco.skip
	@echo "Each mutant: libs/mesh/target/pit-reports/index.html"

lint: ## Check formatting, compiler and architecture rules
	$(maven) verify -pl tests/architecture -am -Dsurefire.failIfNoSpecifiedTests=false -Dtest='bestow.architecture.*Test'

fix: ## Format the sources
	$(maven) spotless:apply

sbom: ## Write target/sbom.json and .xml (CycloneDX)
	$(maven) cyclonedx:makeAggregateBom

clean: ## Remove what was built; .local (tools, data, logs) stays
	$(maven) clean
