namespace Api.Hosting;

/// <summary>Words of the import of existing permits.</summary>
static class ImportTexts
{
    public static IReadOnlyDictionary<string, ApiText> ByOperation { get; } = new Dictionary<string, ApiText>
    {
        ["GetImportTemplateCsv"] = new("The template of an import file as CSV (UTF-8)."),
        ["GetImportTemplateXlsx"] = new("The template of an import file as XLSX, every cell text."),
        ["CheckImport"] = new(
            "Check a file of existing permits (存量许可), CSV or XLSX by its bytes, at most 50 MiB and 100,000 rows; nothing is taken over.")
        {
            Query = [("encoding", "utf-8 or gb18030, where a CSV's encoding cannot be found out.")],
        },
        ["GetImport"] = new("How an import stands."),
        ["GetImportProblems"] = new("Every finding of a checked file as CSV: row, column, code, title; never the value."),
        ["CommitImport"] = new("Take over every row of a checked file, or none; by another operator than the one who checked it."),
    };
}
