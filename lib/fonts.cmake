# The fonts of the documents: Liberation Sans, cut to the letters in use and
# embedded in the library. Debian: fonts-liberation2, python3-fonttools.
foreach(weight Regular Bold)
    find_file(RTK_FONT_${weight} LiberationSans-${weight}.ttf
        PATHS /usr/share/fonts /usr/local/share/fonts
        PATH_SUFFIXES truetype/liberation2 truetype/liberation
            liberation-sans liberation
        NO_DEFAULT_PATH REQUIRED
        DOC "Liberation Sans ${weight} (Debian: fonts-liberation2)")
endforeach()

# fonttools may live with the system's Python and not with the first one found
if(NOT RTK_FONT_PYTHON)
    foreach(python ${Python3_EXECUTABLE} /usr/bin/python3)
        execute_process(COMMAND ${python} -c "import fontTools.subset"
            RESULT_VARIABLE failed OUTPUT_QUIET ERROR_QUIET)
        if(failed EQUAL 0)
            set(RTK_FONT_PYTHON ${python} CACHE FILEPATH
                "Python that has fonttools")
            break()
        endif()
    endforeach()
endif()
if(NOT RTK_FONT_PYTHON)
    message(FATAL_ERROR
        "no Python with fonttools found (Debian: python3-fonttools)")
endif()

set(RTK_FONTS ${CMAKE_BINARY_DIR}/lib/io/pdf_faces.c)
add_custom_command(OUTPUT ${RTK_FONTS}
    COMMAND ${CMAKE_COMMAND} -E make_directory ${CMAKE_BINARY_DIR}/lib/io
    COMMAND ${RTK_FONT_PYTHON} ${CMAKE_SOURCE_DIR}/lib/io/fonts/cut.py
        ${RTK_FONTS} ${RTK_FONT_Regular} ${RTK_FONT_Bold}
    DEPENDS ${CMAKE_SOURCE_DIR}/lib/io/fonts/cut.py
        ${RTK_FONT_Regular} ${RTK_FONT_Bold}
    COMMENT "Cutting the fonts" VERBATIM)
target_sources(rtk PRIVATE ${RTK_FONTS})
