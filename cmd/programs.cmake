# Programs, message catalogue and what `cmake --install` puts where.

# main() stands in rtk-NAME.c; the commands of all programs in one library.
file(GLOB RTK_COMMANDS CONFIGURE_DEPENDS cmd/*.c)
list(FILTER RTK_COMMANDS EXCLUDE REGEX "/rtk-[a-z]*\\.c$")
add_library(rtk_cmd STATIC ${RTK_COMMANDS})
target_compile_definitions(rtk_cmd PRIVATE
    RTK_DATADIR="${CMAKE_INSTALL_FULL_DATADIR}/rtk")
target_link_libraries(rtk_cmd PUBLIC rtk Intl::Intl)
target_include_directories(rtk_cmd PUBLIC ${CMAKE_SOURCE_DIR}/cmd)
set_property(SOURCE cmd/cli.c APPEND PROPERTY COMPILE_DEFINITIONS
    RTK_LOCALEDIR_INSTALLED="${CMAKE_INSTALL_FULL_LOCALEDIR}")

foreach(program rtk-import rtk-bill rtk-invoice rtk-reconcile rtk-report)
    if(EXISTS ${CMAKE_SOURCE_DIR}/cmd/${program}.c)
        add_executable(${program} cmd/${program}.c)
        target_link_libraries(${program} PRIVATE rtk_cmd)
        install(TARGETS ${program} RUNTIME)
    endif()
endforeach()

foreach(section 1 5 7)
    file(GLOB RTK_PAGES CONFIGURE_DEPENDS man/*.${section})
    install(FILES ${RTK_PAGES}
        DESTINATION ${CMAKE_INSTALL_MANDIR}/man${section})
endforeach()

file(GLOB RTK_TABLES CONFIGURE_DEPENDS tariffs/*)
install(FILES ${RTK_TABLES} DESTINATION ${CMAKE_INSTALL_DATADIR}/rtk/tariffs)

# In the build folder too: RTK_LOCALEDIR=build/locale serves a tree that is
# not installed.
if(EXISTS ${CMAKE_SOURCE_DIR}/cmd/po/ru.po)
    set(RTK_CATALOGUE ${CMAKE_BINARY_DIR}/locale/ru/LC_MESSAGES/rtk.mo)
    add_custom_command(OUTPUT ${RTK_CATALOGUE}
        COMMAND ${CMAKE_COMMAND} -E make_directory
            ${CMAKE_BINARY_DIR}/locale/ru/LC_MESSAGES
        COMMAND ${GETTEXT_MSGFMT_EXECUTABLE} --check
            -o ${RTK_CATALOGUE} ${CMAKE_SOURCE_DIR}/cmd/po/ru.po
        DEPENDS cmd/po/ru.po VERBATIM)
    add_custom_target(rtk_catalogue ALL DEPENDS ${RTK_CATALOGUE})
    install(FILES ${RTK_CATALOGUE}
        DESTINATION ${CMAKE_INSTALL_LOCALEDIR}/ru/LC_MESSAGES)
endif()
