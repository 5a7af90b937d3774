using System.CommandLine;
using Balsts.Bench;

var json = new Option<bool>("--json") { Description = "Print the figures of the people list as one JSON object and nothing else" };
var seconds = new Option<int>("--seconds") { Description = "How long each thing is measured", DefaultValueFactory = _ => 8 };
var scale = new Option<int>("--scale") { Description = "How many times the demo", DefaultValueFactory = _ => 100 };
var people = new Option<int>("--people") { Description = "Rows of the list of people that is imported", DefaultValueFactory = _ => 30_000 };

var list = new Command("list", "The people list beside the raw limit; a unit’s page, the desk, the manager’s page, the API.") { json, seconds, scale };
list.SetAction((given, _) => ListBench.Run(given.GetValue(seconds), given.GetValue(scale), given.GetValue(json)));
var month = new Command("month", "The pages of a month and its submission, at the demo tenfold.") { seconds };
month.SetAction((given, _) => MonthBench.Run(given.GetValue(seconds)));
var start = new Command("start", "From the start of the process to the first good answer, and memory then.");
start.SetAction((_, _) => StartBench.Run());
var import = new Command("import", "Rows per second of the two imports.") { people };
import.SetAction((given, _) => ImportBench.Run(given.GetValue(people)));
var times = new Option<int>("--times") { Description = "How often each kind of e-mail is tried", DefaultValueFactory = _ => 60 };
var signIn = new Command("sign-in", "Whether the door tells by its time who has an account, and what a password’s hash costs.") { times };
signIn.SetAction((given, _) => SignInBench.Run(given.GetValue(times)));
var url = new Argument<string>("url");
var limit = new Command("limit", "Serves the raw limit; the list starts it.") { url };
limit.Hidden = true;
limit.SetAction((given, _) => Limit.Serve(given.GetValue(url)!));

var all = new RootCommand("Measures Balsts. Without a word: everything.") { list, month, start, import, signIn, limit };
all.SetAction(async (_, _) =>
{
    await ListBench.Run(8, 100, json: false);
    await MonthBench.Run(8);
    await StartBench.Run();
    await ImportBench.Run(30_000);
    await SignInBench.Run(60);
});
return await all.Parse(args).InvokeAsync(new() { EnableDefaultExceptionHandler = false });
