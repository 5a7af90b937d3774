using Foundation.Outcomes;

namespace Foundation.Files;

/// <summary>Why a file cannot be read: each names the place and what the person can do about it.</summary>
public static class FileProblems
{
    public static readonly Problem Empty = Invalid("file.empty", "The file is empty. Choose a file with column names in its first row.");
    public static readonly Problem HeaderOnly = Invalid("file.header-only", "The file has column names but no rows below them.");
    public static readonly Problem HeaderMissing = Invalid("file.header-missing", "Row 1 is empty. Put the column names into row 1.");
    public static readonly Problem HeaderBlank = Invalid("file.header-blank", "Column {0} has no name. Give it one in row 1, or delete the column.");
    public static readonly Problem HeaderTwice = Invalid("file.header-twice", "Two columns, {1} and {2}, have the name “{0}”. Rename or delete one of them.");
    public static readonly Problem HeaderTooLong = Invalid("file.header-too-long", "The name of column {0} is longer than {1} characters. Put the column names into row 1, or shorten this one.");
    public static readonly Problem TooLarge = Invalid("file.too-large", "The file is larger than {0} MB. Split it into smaller files.");
    public static readonly Problem TooManyRows = Invalid("file.too-many-rows", "The file has more than {0} rows. Split it into smaller files.");
    public static readonly Problem TooManyColumns = Invalid("file.too-many-columns", "Row {0} has more than {1} columns. Delete those that are not needed.");
    public static readonly Problem RowTooWide = Invalid("file.row-too-wide", "Row {0} has more cells than row 1 has column names. Name the column above the surplus cell, or put the cell between quotation marks if the separator occurs in it.");
    public static readonly Problem CellTooLong = Invalid("file.cell-too-long", "Row {0}, column {1}: the cell is longer than {2} characters. Shorten it.");
    public static readonly Problem RowTooLong = Invalid("file.row-too-long", "Row {0} is too long to be a row. A quotation mark is probably opened in it and never closed: close it, or remove it.");
    public static readonly Problem UnclosedQuote = Invalid("file.unclosed-quote", "Row {0}: a quotation mark is opened and never closed. Close it, or remove it.");
    public static readonly Problem TextAfterQuote = Invalid("file.text-after-quote", "Row {0}: text follows a closing quotation mark. Double the quotation marks inside a cell, or save the file from the spreadsheet again.");
    public static readonly Problem Encoding = Invalid("file.encoding", "The letters of the file cannot be read. Open it in the spreadsheet and save it as “CSV UTF-8”.");
    public static readonly Problem NotATable = Invalid("file.not-a-table", "The file is neither CSV nor XLSX. Open it in the program that made it and save it as XLSX or “CSV UTF-8”.");
    public static readonly Problem OldWorkbook = Invalid("file.old-workbook", "The file is a workbook of the old kind (XLS). Open it in the spreadsheet and save it as XLSX.");
    public static readonly Problem Encrypted = Invalid("file.encrypted", "The workbook is protected by a password. Save it without a password.");
    public static readonly Problem Damaged = Invalid("file.damaged", "The file is damaged and cannot be read. Open it in the spreadsheet and save it again.");
    public static readonly Problem UnpacksTooLarge = Invalid("file.unpacks-too-large", "The workbook unpacks to far more than its size allows. Copy the rows into a new workbook and save that.");
    public static readonly Problem SheetMissing = Invalid("file.sheet-missing", "The workbook has no sheet “{0}”. Its sheets: {1}.");
    public static readonly Problem SheetEmpty = Invalid("file.sheet-empty", "The sheet “{0}” is empty. Name the sheet to read; the workbook has: {1}.");
    public static readonly Problem FormulaWithoutValue = Invalid("file.formula-without-value", "Row {0}, column {1}: the formula has no stored value. Open the workbook in the spreadsheet and save it again.");

    static Problem Invalid(string code, string message) => new(ProblemKind.Invalid, code, message);
}

/// <summary>Ends the reading of a file from deep within; <see cref="SheetFile"/> turns it into the value that callers see.</summary>
sealed class UnreadableFile(Problem problem) : Exception(problem.Code)
{
    public Problem Problem { get; } = problem;
}
