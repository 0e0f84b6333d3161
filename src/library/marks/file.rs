//! The file of marks: lines of JSON, of which none is ever changed.
use super::{Mark, Marks};
use std::fs::{File, OpenOptions};
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// The file, and what is in it.
#[derive(Debug)]
pub struct MarksFile {
    path: PathBuf,
    marks: Marks,
    /// Bytes that were read.
    read: u64,
    /// Lines that could not be read, by number from 1. They stay in the file.
    problems: Vec<(usize, String)>,
    lines: usize,
}

impl MarksFile {
    /// Reads the file at `path`; one that is not there yet is empty.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn open(path: &Path) -> io::Result<MarksFile> {
        let marks = Marks::default();
        let mut file = MarksFile { path: path.to_owned(), marks, read: 0, problems: Vec::new(), lines: 0 };
        file.refresh()?;
        Ok(file)
    }

    /// What is in it.
    pub fn marks(&self) -> &Marks {
        &self.marks
    }

    /// Lines that could not be read, by number from 1, with the reason.
    pub fn problems(&self) -> &[(usize, String)] {
        &self.problems
    }

    /// Reads what others have written since; true if there was anything.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn refresh(&mut self) -> io::Result<bool> {
        let mut file = match File::open(&self.path) {
            Ok(file) => file,
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(false),
            Err(e) => return Err(e),
        };
        file.seek(SeekFrom::Start(self.read))?;
        let mut reader = BufReader::new(file);
        let mut line = Vec::new();
        let mut any = false;
        loop {
            line.clear();
            // A line without an end was cut off, or is just being written.
            if reader.read_until(b'\n', &mut line)? == 0 || line.last() != Some(&b'\n') {
                return Ok(any);
            }
            any = true;
            self.read += line.len() as u64;
            self.lines += 1;
            match serde_json::from_slice::<Mark>(&line) {
                Ok(mark) => {
                    self.marks.take(mark);
                }
                Err(_) if line.trim_ascii().is_empty() => {}
                Err(error) => self.problems.push((self.lines, error.to_string())),
            }
        }
    }

    /// Appends a mark: when this returns, it is on the disk. Returns its number.
    ///
    /// # Errors
    /// When it cannot be written; then it is not in effect either.
    pub fn append(&mut self, mark: &Mark) -> io::Result<u64> {
        if let Some(folder) = self.path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let mut file = OpenOptions::new().read(true).append(true).create(true).open(&self.path)?;
        // Two programs must not write at once, nor number their lines alike.
        file.lock()?;
        self.refresh()?;
        let before = file.metadata()?.len();
        let mut line = String::new();
        if before > 0 && !ends_a_line(&mut file)? {
            line.push('\n');
        }
        line += &serde_json::to_string(mark)?;
        line.push('\n');
        let written = file.write_all(line.as_bytes()).and_then(|()| file.sync_data());
        if let Err(error) = written {
            // Half a line must not stay: the next one would be lost with it.
            let _ = file.set_len(before);
            return Err(error);
        }
        if before == 0 {
            self.path.parent().and_then(|f| File::open(f).ok()).map(|f| f.sync_all());
        }
        self.refresh()?;
        file.unlock()?;
        Ok(self.marks.all.len() as u64)
    }
}

fn ends_a_line(file: &mut File) -> io::Result<bool> {
    file.seek(SeekFrom::End(-1))?;
    let mut last = [0];
    file.read_exact(&mut last)?;
    Ok(last == *b"\n")
}
