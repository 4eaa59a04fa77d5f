# Every proof of rtk as a ctest test. Labels: unit, fuzz, lint, cli, prop, ref,
# fault. A test that lacks a tool of the machine answers 77: skipped.

pkg_check_modules(CMOCKA REQUIRED IMPORTED_TARGET cmocka)
find_program(RTK_BASH bash REQUIRED)

set(RTK_PROGRAMS rtk-import rtk-bill rtk-invoice rtk-reconcile rtk-report)
set(RTK_PRESENT "")
foreach(program IN LISTS RTK_PROGRAMS)
    if(TARGET ${program})
        list(APPEND RTK_PRESENT ${program})
        set(RTK_BIN $<TARGET_FILE_DIR:${program}>)
    endif()
endforeach()
list(JOIN RTK_PRESENT " " RTK_PRESENT_WORDS)

# What every script may rely on.
set(RTK_TEST_ENVIRONMENT
    "RTK_SOURCE=${CMAKE_SOURCE_DIR}"
    "RTK_BUILD=${CMAKE_BINARY_DIR}"
    "RTK_BIN=${RTK_BIN}"
    "RTK_PRESENT=${RTK_PRESENT_WORDS}"
    "RTK_SANITIZED=$<BOOL:${RTK_SANITIZE}>"
    "CC=${CMAKE_C_COMPILER}"
    "ASAN_OPTIONS=detect_leaks=1:abort_on_error=1:strict_string_checks=1"
    "UBSAN_OPTIONS=print_stacktrace=1")

function(rtk_add_test name label)
    cmake_parse_arguments(TEST "" "TIMEOUT;COST" "COMMAND" ${ARGN})
    if(NOT TEST_TIMEOUT)
        set(TEST_TIMEOUT 300)
    endif()
    add_test(NAME ${name} COMMAND ${TEST_COMMAND})
    set_tests_properties(${name} PROPERTIES
        LABELS ${label} SKIP_RETURN_CODE 77 TIMEOUT ${TEST_TIMEOUT}
        ENVIRONMENT "${RTK_TEST_ENVIRONMENT}")
    if(TEST_COST)
        # the long ones first, so that no core waits at the end
        set_tests_properties(${name} PROPERTIES COST ${TEST_COST})
    endif()
endfunction()

# --- what tests/perf/run measures against ----------------------------------
add_executable(page_loop tests/perf/page_loop.c)
target_include_directories(page_loop SYSTEM PRIVATE ${HPDF_INCLUDE})
target_link_libraries(page_loop PRIVATE rtk_flags PkgConfig::QRENCODE
    ${HPDF_LIBRARY})

# --- unit ------------------------------------------------------------------
file(GLOB RTK_UNITS CONFIGURE_DEPENDS tests/unit/test_*.c)
foreach(source IN LISTS RTK_UNITS)
    get_filename_component(name ${source} NAME_WE)
    add_executable(${name} ${source})
    target_link_libraries(${name} PRIVATE rtk PkgConfig::CMOCKA)
    target_include_directories(${name} PRIVATE ${CMAKE_SOURCE_DIR}/tests/unit)
    string(REPLACE "test_" "unit/" test ${name})
    rtk_add_test(${test} unit COMMAND ${name})
endforeach()

target_sources(test_invoice_page PRIVATE tests/unit/invoice_samples.c)

# --- fuzz: the corpus is replayed in every run -----------------------------
file(GLOB RTK_FUZZERS CONFIGURE_DEPENDS tests/fuzz/fuzz_*.c)
foreach(source IN LISTS RTK_FUZZERS)
    get_filename_component(name ${source} NAME_WE)
    string(REPLACE "fuzz_" "" subject ${name})
    add_executable(replay_${subject} ${source} tests/fuzz/replay.c)
    target_link_libraries(replay_${subject} PRIVATE rtk)
    rtk_add_test(fuzz/${subject} fuzz COMMAND replay_${subject}
        ${CMAKE_SOURCE_DIR}/tests/fuzz/corpus/${subject})
    if(RTK_FUZZ)
        # clang only: build/fuzz_X corpus-folder tests/fuzz/corpus/X
        add_executable(${name} ${source})
        target_link_libraries(${name} PRIVATE rtk)
        target_compile_options(${name} PRIVATE -fsanitize=fuzzer)
        target_link_options(${name} PRIVATE -fsanitize=fuzzer)
    endif()
endforeach()

# --- lint: of the tree, so once, in the plain build ------------------------
if(NOT RTK_SANITIZE AND NOT RTK_FUZZ)
    file(GLOB RTK_LINTS CONFIGURE_DEPENDS tests/lint/check-*)
    foreach(script IN LISTS RTK_LINTS)
        get_filename_component(name ${script} NAME_WE)
        string(REPLACE "check-" "" name ${name})
        rtk_add_test(lint/${name} lint COMMAND sh ${script})
    endforeach()
endif()

if(RTK_PRESENT)
    # --- cli: golden transcripts -------------------------------------------
    file(GLOB RTK_CASES CONFIGURE_DEPENDS tests/cli/[0-9]*.sh)
    foreach(script IN LISTS RTK_CASES)
        get_filename_component(name ${script} NAME_WE)
        rtk_add_test(cli/${name} cli COMMAND
            ${RTK_BASH} ${CMAKE_SOURCE_DIR}/tests/cli/run ${script})
    endforeach()
endif()

# --- the second calculation by itself: the worked examples -----------------
file(GLOB RTK_REF CONFIGURE_DEPENDS tests/ref/test_*.py)
foreach(script IN LISTS RTK_REF)
    get_filename_component(name ${script} NAME_WE)
    string(REPLACE "test_" "" name ${name})
    rtk_add_test(ref/${name} ref COMMAND Python3::Interpreter ${script})
endforeach()

# --- whole towns: laws, second calculation, faults -------------------------
if(TARGET rtk-import AND TARGET rtk-bill AND TARGET rtk-report)
    foreach(slice RANGE 1 4)
        rtk_add_test(prop/towns-${slice} prop TIMEOUT 3000 COST 100
            COMMAND Python3::Interpreter
            ${CMAKE_SOURCE_DIR}/tests/prop/towns.py ${slice} 4)
    endforeach()
    rtk_add_test(prop/towns-outages prop TIMEOUT 3000 COST 90
        COMMAND Python3::Interpreter
        ${CMAKE_SOURCE_DIR}/tests/prop/towns.py 1 1 outages)
    foreach(cases out broken combined rooms owners prices common by-month
            acts)
        rtk_add_test(prop/towns-${cases} prop TIMEOUT 3000 COST 90
            COMMAND Python3::Interpreter
            ${CMAKE_SOURCE_DIR}/tests/prop/towns.py 1 1 ${cases} outages)
    endforeach()
    rtk_add_test(prop/towns-inside-month prop TIMEOUT 3000 COST 90
        COMMAND Python3::Interpreter ${CMAKE_SOURCE_DIR}/tests/prop/towns.py
        1 1 owners prices common by-month acts outages)
    rtk_add_test(prop/contracts prop TIMEOUT 900 COST 60
        COMMAND Python3::Interpreter
        ${CMAKE_SOURCE_DIR}/tests/prop/contracts.py)
    rtk_add_test(prop/allocators prop TIMEOUT 600 COST 30
        COMMAND Python3::Interpreter
        ${CMAKE_SOURCE_DIR}/tests/prop/allocators.py)
    foreach(part by-hand bad)
        rtk_add_test(prop/month-${part} prop COMMAND Python3::Interpreter
            ${CMAKE_SOURCE_DIR}/tests/prop/month.py ${part})
    endforeach()
    rtk_add_test(prop/paper prop TIMEOUT 600 COMMAND Python3::Interpreter
        ${CMAKE_SOURCE_DIR}/tests/prop/paper.py)
    rtk_add_test(prop/tamper prop COMMAND Python3::Interpreter
        ${CMAKE_SOURCE_DIR}/tests/prop/tamper.py)
    rtk_add_test(prop/penalty prop TIMEOUT 600 COMMAND Python3::Interpreter
        ${CMAKE_SOURCE_DIR}/tests/prop/penalty.py)
    rtk_add_test(prop/why prop TIMEOUT 600 COMMAND Python3::Interpreter
        ${CMAKE_SOURCE_DIR}/tests/prop/why.py)
    if(TARGET rtk-invoice)
        rtk_add_test(prop/page prop TIMEOUT 600 COMMAND Python3::Interpreter
            ${CMAKE_SOURCE_DIR}/tests/prop/page.py)
        rtk_add_test(prop/outbox prop TIMEOUT 600 COST 60
            COMMAND Python3::Interpreter
            ${CMAKE_SOURCE_DIR}/tests/prop/outbox.py)
    endif()
    rtk_add_test(prop/faults prop COST 10
        COMMAND Python3::Interpreter ${CMAKE_SOURCE_DIR}/tests/prop/faults.py)
    rtk_add_test(prop/late prop TIMEOUT 3000 COST 90
        COMMAND Python3::Interpreter ${CMAKE_SOURCE_DIR}/tests/prop/late.py)
    rtk_add_test(prop/year prop TIMEOUT 1200 COST 60
        COMMAND Python3::Interpreter ${CMAKE_SOURCE_DIR}/tests/prop/year.py)
    rtk_add_test(prop/recalculated prop TIMEOUT 1200 COST 60
        COMMAND Python3::Interpreter
        ${CMAKE_SOURCE_DIR}/tests/prop/recalculated.py)
    if(TARGET rtk-reconcile)
        rtk_add_test(prop/money prop TIMEOUT 1200 COST 60
            COMMAND Python3::Interpreter
            ${CMAKE_SOURCE_DIR}/tests/prop/money.py)
        rtk_add_test(prop/decisions prop TIMEOUT 1200 COST 60
            COMMAND Python3::Interpreter
            ${CMAKE_SOURCE_DIR}/tests/prop/decisions.py)
    endif()
    # the faults break the system below the program: once is enough
    if(NOT RTK_SANITIZE AND NOT RTK_FUZZ)
        add_library(rtk_fault MODULE tests/fault/fault.c)
        target_link_libraries(rtk_fault PRIVATE ${CMAKE_DL_LIBS})
        set_target_properties(rtk_fault PROPERTIES PREFIX "")
        add_library(rtk_misprint MODULE tests/fault/misprint.c)
        target_link_libraries(rtk_misprint PRIVATE ${CMAKE_DL_LIBS})
        set_target_properties(rtk_misprint PROPERTIES PREFIX "")
        set(steps reference registry readings register statement run close
            recalculate)
        if(TARGET rtk-invoice)
            list(APPEND steps invoice)
        endif()
        if(TARGET rtk-reconcile)
            list(APPEND steps reconcile)
        endif()
        foreach(step IN LISTS steps)
            rtk_add_test(fault/${step} fault TIMEOUT 3000 COST 50
                COMMAND Python3::Interpreter
                ${CMAKE_SOURCE_DIR}/tests/fault/nth.py ${step}
                $<TARGET_FILE:rtk_fault>)
        endforeach()
        foreach(trouble full stdout together killed)
            rtk_add_test(fault/${trouble} fault TIMEOUT 1200 COST 50
                COMMAND Python3::Interpreter
                ${CMAKE_SOURCE_DIR}/tests/fault/trouble.py ${trouble})
        endforeach()
    endif()
endif()
